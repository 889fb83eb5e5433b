"""The action register: entries drawn from minutes, what became of them, and every change.

What people have set by hand is found in `action_changes`; reading the minutes again never
overwrites it.
"""
