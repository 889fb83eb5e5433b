"""What several tests share: the bot in a test or a process, books and pages, what is drawn."""
