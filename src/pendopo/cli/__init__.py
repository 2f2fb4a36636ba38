"""The console script `pendopo` and the supervisor of database, web and worker."""
