"""The API of the budget."""


def test_nodes_are_rolled_up_and_paged(client, stage):
    answer = client.get("/api/v1/budget/nodes", {"year": 2025, "page_size": 1}).json()
    assert answer["count"] == 1
    assert answer["items"][0] == {
        "level": "URUSAN",
        "code": "1",
        "name": "Urusan pemerintahan wajib yang berkaitan dengan pelayanan dasar",
        "amount": 350,
        "rows": 4,
    }


def test_nodes_below_a_unit_and_an_activity(client, stage):
    answer = client.get("/api/v1/budget/nodes", {"unit": "10", "under": "1.02.02.2.01"}).json()
    assert [(row["code"], row["amount"]) for row in answer["items"]] == [
        ("1.02.02.2.01.0001", 290),
        ("1.02.02.2.01.0002", 10),
    ]


def test_an_unknown_place_is_not_found(client, stage):
    assert client.get("/api/v1/budget/nodes", {"under": "9"}).status_code == 404
    assert client.get("/api/v1/budget/nodes", {"year": 1999}).status_code == 404


def test_stages_are_listed(client, stage):
    answer = client.get("/api/v1/budget/stages").json()
    assert [(row["year"], row["kind"], row["status"]) for row in answer["items"]] == [(2025, "APBD", "PUBLISHED")]
