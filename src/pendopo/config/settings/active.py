"""The settings of the profile named by PENDOPO_PROFILE: `local` (default) or `production`."""

import os

if os.environ.get("PENDOPO_PROFILE", "local") == "production":
    from pendopo.config.settings.production import *  # noqa: F403
else:
    from pendopo.config.settings.local import *  # noqa: F403
