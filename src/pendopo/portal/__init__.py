"""The public home, maps, search, language, status and style pages, and the workspace home: reads only."""
