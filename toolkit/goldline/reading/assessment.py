"""Records of assessments: a document of the right shape becomes an `Assessment`."""

from __future__ import annotations

from typing import Any

from goldline.model.assessment import Asked, Assessment, Blueprint, Result


def build_assessment(value: dict[str, Any], file: str, data: bytes) -> Assessment:
    """Return the assessment that a document of the right shape holds."""
    guideline, _, version = value["guideline"].partition("@")
    plan = value["blueprint"]
    return Assessment(
        id=value["id"],
        analyst=value["analyst"],
        guideline=guideline,
        version=version,
        commit=value.get("commit", ""),
        created=value["created"],
        due=value["due"],
        seed=value["seed"],
        test=tuple((key, float(part)) for key, part in value["test"].items() if not key.startswith("x-")),
        blueprint=Blueprint(
            plan["minutes"],
            float(plan["expected_minutes"]),
            tuple((row["what"], row["name"], row["items"]) for row in plan["strata"]),
        ),
        asked=tuple(
            Asked(
                one["code"],
                one["item"],
                tuple((row["criterion"], row.get("response")) for row in one["asks"]),
                one.get("findings", False),
            )
            for one in value["items"]
        ),
        form=value["form"],
        result=_result(value.get("result")),
        file=file,
        data=data,
    )


def _result(value: dict[str, Any] | None) -> Result | None:
    if value is None:
        return None
    return Result(
        value["submission"],
        value["submitted"],
        value["graded"],
        value["verdict"],
        value["right"],
        value["judged"],
        value["left_out"],
        float(value["evidence"]),
    )


def build_burnt(value: dict[str, Any]) -> dict[str, str]:
    """Return why each burnt item may not be asked any more."""
    return {one["item"]: one["reason"] for one in value["items"]}
