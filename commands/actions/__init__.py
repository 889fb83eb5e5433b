"""The action register as asked for: lists, one entry with its history, and changes to it."""
