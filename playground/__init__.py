"""A local Slack to run the bot against: tests drive it, and a page can sit on top of it.

`model` and `workspace` are the state and know no HTTP; `block_check` is the strict check of
messages and views; `methods`, `web_api`, `routes` and `socket_mode` are what the bot talks to;
`acts` is what people do; `local_slack.LocalSlack` is all of it in a thread.
"""
