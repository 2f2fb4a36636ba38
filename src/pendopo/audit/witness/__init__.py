"""A witness of somebody else's log (C2SP tlog-witness), without Django or a database: `pendopo witness URL`."""
