"""An order from the cart to its letter through the API, each side by its own account."""

from pendopo.kernel import clock
from pendopo.procurement.models import Contract
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import TODAY, sums
from pendopo.procurement.tests.test_orders import firm, item, package, seller  # noqa: F401 - fixtures

BASE = "/api/v1/procurement"


def sent(client, who, path, body):
    client.force_login(who)
    answer = client.post(f"{BASE}/{path}", body, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_cart_becomes_an_order_letter(client, monkeypatch, lines, package, item, ppk, seller):  # noqa: F811, PLR0917
    monkeypatch.setattr(clock, "now", lambda: f.NOON)
    cart = {"package": package.code, "item": item.pk, "quantity": 10}
    assert sent(client, seller, "cart", cart)[0] == 404
    status, body = sent(client, ppk, "cart", cart)
    assert (status, body["order"]["status"], body["lines"][0]["quantity"]) == (201, "CART", 10)
    order = f"orders/{body['order']['key']}"
    price = {"prices": [{"line": 1, "amount": "7500000.00"}]}
    assert sent(client, ppk, f"{order}/request", price | {"place_note": "Gudang"})[0] == 200
    assert sent(client, ppk, f"{order}/letter", {"number": "1", "date": str(TODAY)})[0] == 403
    dear = {"prices": [{"line": 1, "amount": "8000001.00"}]}
    assert sent(client, seller, f"{order}/offers", dear)[0] == 409
    assert sent(client, seller, f"{order}/agreement", {"sequence": 1})[0] == 200
    status, body = sent(client, ppk, f"{order}/letter", {"number": "027/SP/1", "date": str(TODAY)})
    assert (status, body["order"]["contract"], Contract.objects.get().number) == (200, "027/SP/1", "027/SP/1")
    assert sums(lines[0])[1] == 75_000_000
