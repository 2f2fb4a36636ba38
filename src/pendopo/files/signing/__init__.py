"""Electronic signatures in PDFs (PAdES): providers in one registry, and what they raise.

NONE signs nothing, LOCAL_P12 signs with a certificate of this instance, BSRE is the state's certification body.
"""

from pendopo.files.signing.providers import PROVIDERS as PROVIDERS
from pendopo.files.signing.providers import Certificate as Certificate
from pendopo.files.signing.providers import SignatureProvider as SignatureProvider
from pendopo.files.signing.providers import SigningRequest as SigningRequest
from pendopo.files.signing.providers import SigningUnavailable as SigningUnavailable
from pendopo.files.signing.providers import current as current
