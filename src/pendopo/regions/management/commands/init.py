"""`pendopo init --region 33.03`: a regency stands up."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.instance.services import BrandRefused, OtherRegency, RegencyIdentity, set_up_instance
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.regions import nation, queries, services


class Command(BaseCommand):
    """Load the regions, take over the regency's identity; a second time changes nothing twice."""

    help = "Set up this instance for a regency: pendopo init --region 33.03"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", required=True, help="code of the regency or city, for example 33.03")
        parser.add_argument("--demo", action="store_true", help="mark every page as showing sample data")
        parser.add_argument("--colour", default="", help="brand colour such as #6E3710")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        services.load_regions(actor=SYSTEM, now=now)
        regency = queries.regency(options["region"])
        if regency is None:
            raise CommandError(f"{options['region']} is not the code of a regency or city; an example is 33.03")
        counts = queries.counts(regency.code)
        zone = nation.time_zone(regency.code)
        identity = RegencyIdentity(regency.code, regency.name, regency.kind, zone, bool(counts["desa"]))
        try:
            set_up_instance(
                regency=identity, actor=SYSTEM, now=now, demo=options["demo"], brand_colour=options["colour"]
            )
        except OtherRegency as refusal:
            raise CommandError(str(refusal)) from refusal
        except BrandRefused as refusal:
            raise CommandError(" ".join(str(text) for text in refusal.problems.values())) from refusal
        services.publish_places(regency_code=regency.code, actor=SYSTEM)
        self.stdout.write(
            f"{regency.name} ({regency.code}): {counts['kecamatan']} kecamatan, {counts['desa']} desa, "
            f"{counts['kelurahan']} kelurahan"
        )
