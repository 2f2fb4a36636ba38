"""Orders from the catalogue: a cart, prices back and forth, the letter that binds the money and never more than it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import services as budget
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import queries, services
from pendopo.procurement.models import CatalogueItem, Contract, SupplierAccount
from pendopo.procurement.ordering import buyers_for
from pendopo.procurement.planning import holder_of
from pendopo.procurement.services import OrderRefused
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_catalogue import listed, signed_in
from pendopo.procurement.tests.test_contracts import TODAY, sums, supplier


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000}, method="DIRECT")


@pytest.fixture
def firm(db):
    return supplier(scale="MICRO")


@pytest.fixture
def item(firm):
    return listed(firm, name="Laptop", measure="unit", price_amount=8_000_000, stock=20, least_order=2, is_pdn=True)


@pytest.fixture
def seller(firm):
    user = people.person("penjual@contoh.id", "Wagiyah")
    SupplierAccount.objects.create(supplier=firm, user=user, named_at=f.NOON)
    return user


def fill(package, item, actor, quantity=10):
    return services.fill_cart(package_id=package.pk, item_id=item.pk, quantity=quantity, actor=actor, now=f.NOON)


def act(name, order, actor, **more):
    return getattr(services, name)(order_id=order.pk, actor=actor, now=f.NOON, **more)


def send(order, actor, prices=None):
    return act("send_order", order, actor, place_note="Gudang", needed_date=None, prices=prices, message="")


def letter(order, actor, **more):
    own = {"number": "027/SP/1", "date": TODAY, "shares": None}
    return act("place_order", order, actor, **own | more)


@pytest.fixture
def agreed(package, item, ppk, seller):
    """Ten laptops, agreed at 7.5 million each after one answer of the seller."""
    order = fill(package, item, ppk)
    (line,) = queries.lines_of_order(order)
    send(order, ppk, {line.pk: D(7_000_000)})
    act("offer_prices", order, seller, prices={line.pk: D(7_500_000)}, message="Sudah termasuk antar")
    return act("accept_prices", order, ppk, sequence=2)


def test_prices_go_back_and_forth_and_the_letter_binds_the_money(agreed, lines, ppk):
    assert sums(lines[0]) == (120_000_000, 0)
    order = letter(agreed, ppk)
    contract = Contract.objects.get()
    assert (contract.form, contract.status, contract.value_amount) == ("ORDER", "SIGNED", D(75_000_000))
    assert (contract.pdn_amount, contract.umk_amount, order.contract) == (75_000_000, 75_000_000, contract)
    assert sums(lines[0]) == (45_000_000, 75_000_000)
    assert (CatalogueItem.objects.get().stock, order.status) == (10, "ORDERED")
    assert [(one.side, one.total_amount) for one in queries.talk_of(order)] == [
        ("BUYER", D(70_000_000)), ("SUPPLIER", D(75_000_000)),
    ]  # fmt: skip
    assert Entry.objects.filter(event="procurement.order.placed").count() == 1
    told = Notice.objects.filter(channel="INBOX").order_by("pk").values_list("event", "recipient__name")
    assert [(event.rpartition(".")[2], name) for event, name in told] == [
        ("sent", "Wagiyah"), ("priced", "Dewi PPK"), ("agreed", "Wagiyah"), ("placed", "Wagiyah"),
    ]  # fmt: skip


def test_a_letter_over_the_line_is_refused_whole(agreed, package, lines, ppk, opd):
    budget.release_funds(holder=holder_of(package), source="uji", actor=SYSTEM, now=f.NOON)
    f.announced(opd, {lines[0]: 80_000_000})
    with pytest.raises(budget.FundsExceeded) as refusal:
        letter(agreed, ppk)
    agreed.refresh_from_db()
    assert (refusal.value.free_amount, agreed.status, Contract.objects.count()) == (70_000_000, "AGREED", 0)
    assert CatalogueItem.objects.get().stock == 20


@pytest.mark.parametrize(("quantity", "code"), [(1, "least"), (21, "stock"), (-1, "least")])
def test_what_the_seller_cannot_deliver_does_not_enter_the_cart(package, item, ppk, quantity, code):
    with pytest.raises(OrderRefused, match=code):
        fill(package, item, ppk, quantity)


def test_a_cart_is_one_for_a_package_and_a_supplier_and_nothing_takes_an_item_out(package, item, ppk):
    first = fill(package, item, ppk, 5)
    assert fill(package, item, ppk, 6) == first
    assert [line.quantity for line in queries.lines_of_order(first)] == [6]
    fill(package, item, ppk, 0)
    with pytest.raises(OrderRefused, match="empty"):
        send(first, ppk)


def test_prices_stay_at_or_below_the_catalogue_and_nobody_agrees_to_an_own_offer(package, item, ppk, seller):
    order = fill(package, item, ppk)
    (line,) = queries.lines_of_order(order)
    for price, code in ((D("8000000.01"), "above_list"), (D(0), "positive")):
        with pytest.raises(OrderRefused, match=code):
            send(order, ppk, {line.pk: price})
    send(order, ppk)
    with pytest.raises(OrderRefused, match="own"):
        act("accept_prices", order, ppk, sequence=1)
    act("offer_prices", order, seller, prices={line.pk: D(7_900_000)}, message="")
    with pytest.raises(OrderRefused, match="moved"):
        act("accept_prices", order, ppk, sequence=1)
    with pytest.raises(MoveRefused):
        letter(order, ppk)


def test_who_may_buy_for_how_much_is_a_rule_row(package, item, ppk, opd, lines):
    value = {"CATALOGUE": [[200, ["pejabat_pengadaan"]], [None, ["ppk"]]]}
    said = [buyers_for(value, method="CATALOGUE", amount=D(a)) for a in (200, "200.01")]
    assert said == [["pejabat_pengadaan"], ["ppk"]]
    big = f.announced(opd, {lines[1]: 500_000_000}, method="CATALOGUE", circumstance="in_catalogue")
    officer = people.person("pp@contoh.id", "Pejabat Pengadaan", roles=["pejabat_pengadaan"], unit=opd)
    order = fill(big, listed(item.supplier, name="Server", price_amount=201_000_000), officer, 1)
    with pytest.raises(OrderRefused, match="buyer"):
        send(order, officer)
    assert send(order, ppk).status == "NEGOTIATED"


def test_strangers_and_other_suppliers_are_refused_and_see_nothing(agreed, package, item, opd):
    other = people.person("lain@contoh.id", "Orang Lain", roles=["staff"], unit=opd)
    before = Entry.objects.count()
    for name, more in (("accept_prices", {"sequence": 2}), ("cancel_order", {"reason": "x"})):
        with pytest.raises(PermissionDenied):
            act(name, agreed, other, **more)
    with pytest.raises(PermissionDenied):
        fill(package, item, other)
    with pytest.raises(PermissionDenied):
        letter(agreed, other)
    assert (Entry.objects.count(), queries.order_at(other, agreed.key)) == (before, None)


def test_the_pages_lead_from_the_item_to_the_letter(package, item, ppk, seller, lines):
    buyer, sells = signed_in(ppk), signed_in(seller)
    buy = reverse("procurement:buy", kwargs={"item": item.pk})
    assert "Pesan paling sedikit 2" in buyer.post(buy, {"package": package.pk, "quantity": "1"}).text
    buyer.post(buy, {"package": package.pk, "quantity": "10"})
    order = queries.orders_visible_to(ppk).get()
    (line,) = queries.lines_of_order(order)
    assert sells.get(reverse("procurement:order", kwargs={"key": order.key})).status_code == 404, "a cart is private"

    def step(client, action, **typed):
        where = reverse("procurement:order_step", kwargs={"key": order.key, "action": action})
        return client.post(where, typed, follow=True)

    step(buyer, "send", place_note="Gudang dinas", **{f"harga-{line.pk}": "7.500.000"})
    text = step(sells, "agree", sequence="1").text
    assert ("Harga disepakati" in text, "Rp75.000.000" in text) == (True, True)
    date = {"date_day": "24", "date_month": "11", "date_year": "2026"}
    text = step(buyer, "order", number="027/SP/9", **date).text
    assert ("Dipesan" in text, "027/SP/9" in text, sums(lines[0])) == (True, True, (45_000_000, 75_000_000))


def test_each_side_finds_on_its_desk_what_waits_for_it(package, item, ppk, seller):
    def waits(person):
        return [task.title for task in queries.market_tasks(person, f.NOON)]

    order = fill(package, item, ppk)
    assert (waits(ppk), waits(seller)) == ([], [])
    send(order, ppk)
    assert (waits(ppk), waits(seller)) == ([], ["Jawab harga pesanan"])
    act("accept_prices", order, seller, sequence=1)
    assert (waits(ppk), waits(seller)) == (["Tanda tangani surat pesanan"], [])


def test_machines_of_either_side_read_the_order(agreed, ppk, seller, opd):
    where = f"/api/v1/procurement/orders/{agreed.key}"
    for one in (ppk, seller):
        found = signed_in(one).get(where).json()
        assert (found["order"]["total_amount"], [offer["side"] for offer in found["offers"]]) == (
            "75000000.00", ["BUYER", "SUPPLIER"],
        )  # fmt: skip
        assert signed_in(one).get("/api/v1/procurement/orders").json()["count"] == 1
    other = people.person("lain@contoh.id", "Orang Lain", roles=["staff"], unit=opd)
    assert signed_in(other).get(where).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_letters_at_once_bind_once(agreed, ppk, lines):
    gate, said = threading.Barrier(2), []

    def sign(_number):
        gate.wait()
        try:
            letter(agreed, ppk)
            said.append("ordered")
        except MoveRefused:
            said.append("refused")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sign, range(2)))
    assert (sorted(said), sums(lines[0])[1]) == (["ordered", "refused"], 75_000_000)
