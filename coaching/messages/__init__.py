"""The one vocabulary between all rooms: what comes in, what goes out, and the formats that other programs read.

`conversation` holds requests, `critique`, `recommendation` and `explanation` the three results, `reply` the
platform-free parts that adapters draw.
"""
