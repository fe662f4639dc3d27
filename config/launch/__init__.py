"""Behind the commands in bin/: makes the environment, starts the servers, runs the house.

It runs before anything is installed, so it imports the standard library and itself, nothing else.
"""
