"""Sticks in the window: noticed by themselves, one banner, adding, using in place, making one."""
