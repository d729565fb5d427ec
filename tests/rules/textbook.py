"""Decision tables such as textbooks have, one for each hit policy: who reads DMN knows their like."""

from __future__ import annotations

from goldline.model.condition import Value

RISK = """
    id: c
    scale: {type: ordinal, levels: [{value: low}, {value: medium}, {value: high}]}
    inputs:
      age: {integer: How old is the applicant?, minimum: 0}
      history: {enum: [good, bad], ask: How is the medical history?}
    hit_policy: unique
    rules:
      - {id: R-1, when: {age: "> 60", history: good}, then: medium}
      - {id: R-2, when: {age: "> 60", history: bad}, then: high}
      - {id: R-3, when: {age: "[25..60]"}, then: medium}
      - {id: R-4, when: {age: "< 25", history: good}, then: low}
      - {id: R-5, when: {age: "< 25", history: bad}, then: medium}
    """

LOAN = """
    id: c
    scale: {type: binary, levels: [{value: not-compliant}, {value: compliant}]}
    inputs:
      rating: {enum: [A, B, C], ask: What is the credit rating?}
      cards: {number: What is owed on cards?, minimum: 0}
      education: {number: What is owed for education?, minimum: 0}
    hit_policy: any
    rules:
      - {id: L-1, when: {rating: A, cards: "< 10000", education: "< 50000"}, then: compliant}
      - {id: L-2, when: {rating: not A}, then: not-compliant}
      - {id: L-3, when: {cards: ">= 10000"}, then: not-compliant}
      - {id: L-4, when: {education: ">= 50000"}, then: not-compliant}
    """

RANKED = """
    id: c
    scale: {type: nominal, levels: [{value: low}, {value: medium}, {value: high}]}
    inputs:
      age: {integer: How old is the applicant?, minimum: 0}
      history: {enum: [good, bad], ask: How is the medical history?}
    hit_policy: priority
    priority: [high, medium, low]
    rules:
      - {id: R-1, when: {age: ">= 25", history: good}, then: medium}
      - {id: R-2, when: {age: "> 60", history: bad}, then: high}
      - {id: R-3, when: {history: bad}, then: medium}
      - {id: R-4, when: {age: "< 25", history: good}, then: low}
    """

DISCOUNT = """
    id: c
    scale: {type: numeric, minimum: 0, maximum: 100}
    inputs:
      order: {enum: [web, phone], ask: How was it ordered?}
      place: {enum: [us, abroad], ask: Where is the customer?}
      customer: {enum: [wholesaler, retailer], ask: Who is the customer?}
    hit_policy: first
    rules:
      - {id: D-1, when: {order: web, place: us, customer: wholesaler}, then: 10}
      - {id: D-2, when: {order: phone}, then: 0}
      - {id: D-3, when: {place: abroad}, then: 0}
      - {id: D-4, when: {customer: retailer}, then: 5}
    """

HOLIDAYS = """
    id: c
    scale: {type: numeric, minimum: 0, maximum: 100}
    inputs:
      age: {integer: How old?, minimum: 0}
      service: {integer: Years of service?, minimum: 0}
    hit_policy: collect
    aggregate: sum
    rules:
      - {id: H-1, then: 22}
      - {id: H-2, when: [{age: "< 18"}, {age: ">= 60"}, {service: ">= 30"}], then: 5}
      - {id: H-3, when: {age: "[18..60)", service: "[15..30)"}, then: 2}
      - {id: H-4, when: {age: "[45..60)", service: "< 15"}, then: 2}
      - {id: H-5, when: [{age: ">= 60"}, {service: ">= 30"}], then: 3}
    otherwise: 0
    """

# Each with values for its inputs, on either side of every border.
TABLES: list[tuple[str, dict[str, list[Value]]]] = [
    (RISK, {"age": [0, 24, 25, 60, 61], "history": ["good", "bad"]}),
    (LOAN, {"rating": ["A", "C"], "cards": [0, 10000], "education": [49999, 50000]}),
    (RANKED, {"age": [24, 25, 61], "history": ["good", "bad"]}),
    (
        DISCOUNT,
        {"order": ["web", "phone"], "place": ["us", "abroad"], "customer": ["retailer", "wholesaler"]},
    ),
    (HOLIDAYS, {"age": [17, 18, 45, 60], "service": [0, 15, 30]}),
]


def all_rows(values: dict[str, list[Value]]) -> list[dict[str, Value]]:
    """Return a row for every combination of these values."""
    rows: list[dict[str, Value]] = [{}]
    for name, options in values.items():
        rows = [{**one, name: option} for one in rows for option in options]
    return rows
