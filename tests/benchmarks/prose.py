"""Sentences about scenes, so varied that two captions are hardly ever nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


NOUNS = _words("""
    acrobat anchor antenna apple apron arch archer armchair artist awning baker balcony balloon bandage
    banner barber barge barrel basin basket beacon beekeeper bell bench bicycle blanket boatman bonfire
    bookshelf bottle boulder bracelet bridge broom bucket builder bulldozer bus butcher cabbage cactus
    cage camel candle canoe canvas caravan carpenter carpet carriage cart cellist chandelier chef chimney
    clarinet cliff climber clock coat cobbler compass conductor cook copper corridor cottage counter
    courtyard cow crane crate cyclist dancer deckchair deer desk dog donkey doorway dragonfly drawer
    drummer duck dune easel elephant engine envelope escalator falcon farmer fence ferry fiddler fireplace
    fisherman flag flute fountain fox freighter fridge gardener garland gate giraffe glacier globe goat
    goose granary greenhouse guitar gull hammock harbour hat haystack hedge helmet heron horse hose
    hourglass inn island jacket jetty judge juggler kayak kettle kite kitten ladder lamp lantern lawn
    ledge letterbox librarian lighthouse lily lion lobster locomotive loom magnet mailbox mandolin map
    marble market mason mast meadow medal melon mill mirror mitten monk motorcycle mule mural musician
    napkin nest newsstand notebook nurse oar oboe orchard organ ostrich otter oven owl painter palm pan
    panda parade parrot pavilion peacock pelican pepper photographer pianist pier pigeon pilgrim pillar
    pillow pilot pine plough plumber pond pony porch potter pram puddle pulley pumpkin puppet pyramid
    quarry quilt rabbit radio raft railing rake ram reef ribbon robot rooster rope rower rug sailor saddle
    sandcastle saxophone scaffold scarecrow scarf scooter sculpture seal seamstress shepherd shelf shovel
    signpost skater sled snail soldier sparrow spoon stable staircase statue stool stove surfer swan
    swing sword table tailor tapestry teapot telescope temple tent tiger toolbox torch tower tractor
    trapeze trolley trombone trumpet tugboat tunnel turnstile turtle typewriter umbrella vase vendor viaduct
    violin waiter walnut watchmaker waterfall wheelbarrow windmill window witness wolf workbench wreath
    yacht zebra
    """)

ADJECTIVES = _words("""
    amber ancient azure bare beige blackened bleached bronze brown carved charred checked chipped coiled
    copper-green coral cracked cream crimson crooked curved dented dusty embroidered empty enamelled faded
    flaking folded freckled frosted gilded glazed golden gnarled grey hollow indigo inflated ivory knitted
    lacquered lavender leaning lime-green low maroon mossy mottled muddy mustard narrow navy oak-panelled
    ochre olive open orange ornate overgrown painted pale patched peeling pewter pink plaid plaited
    polished purple quilted ragged red ribbed rose rounded russet rusty salmon scarlet scratched shaded
    shaggy silver slanted slate-grey slender snow-covered spotted square stained steep striped sunlit
    tall tangled tarnished teal thatched tiled torn towering turquoise twisted unlit upturned varnished
    velvet violet wax-yellow weathered wet white whitewashed wicker wide wilted wooden woollen worn woven
    wrinkled yellow zigzag
    """)

VERBS = _phrases("""
    balances beside|bends over|blocks|bows to|carries|casts a shadow on|circles|climbs past|conceals|
    crosses behind|cuts across|dangles above|drags|drifts toward|drips onto|emerges from|faces|floats
    past|follows|frames|glides over|grips|guards|hangs from|holds up|hovers near|kneels before|leads|leans
    against|lies under|lifts|lights up|looms over|marks|mirrors|overlooks|paints|passes|peers around|
    perches on|points at|polishes|props up|pulls|pushes|repairs|rests on|rolls past|rubs|runs toward|
    sags over|sails by|scrapes|shelters|shields|sits astride|skirts|sleeps beside|slides off|soars above|
    spills over|splashes|stands between|steadies|stretches to|strides past|supports|sweeps|swings from|
    tilts toward|touches|towers above|trails behind|turns away from|unrolls beside|waits for|wanders
    around|washes|watches|waves at|winds around|wraps
    """)

PLACES = _words("""
    airfield alley amphitheatre aquarium arcade attic bakery ballroom bay bazaar beach boathouse boulevard
    brewery cabin campsite canal canyon castle cathedral cave cemetery chapel circus cloister coast
    courthouse crossroads dam delta desert dockyard factory fairground fjord forge forest fortress foundry
    gallery garage garden gorge grove gymnasium hangar harbourfront heath hillside hospital kitchen lagoon
    lakeside laundry library marina marsh monastery moor museum nursery oasis observatory opera orchestra
    palace park pasture piazza plateau playground prairie promenade quay racecourse railway ranch ravine
    reservoir rink riverbank roundabout savanna schoolyard shipyard shoreline sawmill stadium stockyard
    studio suburb summit swamp terrace theatre tundra valley vineyard volcano warehouse wharf woodland
    workshop zoo
    """)

TIMES = _phrases("""
    at daybreak|in the morning mist|at noon|under a cloudless sky|before a storm|during a shower|after
    rainfall|in the late afternoon|at sunset|at dusk|by moonlight|in deep snow|in a dust cloud|under
    floodlights|in spring blossom|in autumn leaves|on a windy day|through a haze of smoke|between two
    showers|in the glare of the sun
    """)

# `{a}` to `{d}` are things, `{v}` and `{w}` what they do, `{p}` a place, `{t}` a time.
PATTERNS: Sequence[str] = (
    "{a} {v} {b} in the {p} {t}.",
    "In the {p}, {a} {v} {b} while {c} {w} {d}.",
    "{t}, {a} {v} {b}, and {c} can be seen near {d}.",
    "Behind {a}, {b} {v} {c}.",
    "{a} and {b} fill the left half of the {p}; {c} {v} {d}.",
    "To the right of {a}, {b} {v} {c} {t}.",
    "{a} {v} {b}; farther off, {c} {w} {d}.",
    "Between {a} and {b} lies {c}, which {v} {d}.",
    "A crowd at the {p} looks on as {a} {v} {b}.",
    "{a} is reflected in {b}, and {c} {v} {d} {t}.",
    "Seen from above, {a} {v} {b} at the edge of the {p}.",
    "Nothing moves in the {p} but {a}, which {v} {b}.",
    "{a} with {b} {v} {c}, half hidden by {d}.",
    "On top of {a} stands {b}; below, {c} {v} {d}.",
    "Two children at the {p} point out how {a} {v} {b}.",
    "Close to the camera, {a} {v} {b}, out of focus.",
)


@dataclass(frozen=True)
class Caption:
    """Sentences, and the things that they name word for word."""

    sentences: tuple[str, ...]
    things: tuple[str, ...]


def thing(random: Random) -> str:
    """Return a thing with an article: `a dented kettle`."""
    adjective, noun = random.choice(ADJECTIVES), random.choice(NOUNS)
    return f"{'an' if adjective[0] in 'aeiou' else 'a'} {adjective} {noun}"


def caption(random: Random, sentences: int) -> Caption:
    """Return a caption of so many sentences, and the phrases in it that can be quoted."""
    said: list[str] = []
    things: list[str] = []
    for pattern in random.sample(PATTERNS, sentences):
        named = [thing(random) for _ in range(4)]
        sentence = pattern.format(
            a=named[0],
            b=named[1],
            c=named[2],
            d=named[3],
            v=random.choice(VERBS),
            w=random.choice(VERBS),
            p=random.choice(PLACES),
            t=random.choice(TIMES),
        )
        sentence = sentence[0].upper() + sentence[1:]
        said.append(sentence)
        things += [phrase for phrase in named if phrase in sentence]
    return Caption(tuple(said), tuple(dict.fromkeys(things)))
