"""What four people read and what they write in a whole debate, in English and in German.

Lea and Odo are for, Ben and Nora are against; Ben moves. The first part of each language is what
the pages say, the second what the four say.
"""

from dataclasses import dataclass

from debates.models import Stance
from members.models import Language


@dataclass(frozen=True)
class Stand:
    """A position with the value it rests on."""

    stance: Stance
    core: str
    reasons: str
    value: str
    stands_for: str
    because: str


@dataclass(frozen=True)
class Words:
    """One language: what stands on the pages by a short name, and who says what."""

    language: Language
    locale: str
    page: dict[str, str]
    said: dict[str, str]
    stands: dict[str, Stand]
    stances: dict[Stance, str]

    def __getitem__(self, name: str) -> str:
        return self.page[name]


ENGLISH = Words(
    language=Language.ENGLISH,
    locale="en-GB",
    stances={
        Stance.CLEARLY_AGAINST: "firmly against",
        Stance.RATHER_AGAINST: "rather against",
        Stance.UNDECIDED: "undecided",
        Stance.RATHER_FOR: "rather for",
        Stance.CLEARLY_FOR: "firmly for",
    },
    page={
        # Topic and position
        "bring up": "Bring up a topic",
        "question": "Your question",
        "why": "Why it burns",
        "known": "What you know, and what you do not know",
        "ask the question": "Ask the question",
        "nobody yet": "Nobody stands here yet.",
        "take": "Take a position",
        "core": "The core of it in one sentence",
        "story": "How you came to this",
        "reasons": "Your reasons",
        "value": "Value",
        "declared": "Benevolence",
        "stand for": "I stand for …",
        "rests because": "Your position rests on it because …",
        "because": "Because … (one sentence; needed for at least one value)",
        "publish": "I agree that my positions are shown to others under my name",
        "take this": "Take this position",
        "missing because": "Say in a sentence why your position rests on",
        "where": "Who stands where",
        "your position": "Your position",
        # Question and answer
        "ask first": "Ask first",
        "after": "what you have lived through",
        "understand": "What would you like to understand?",
        "show both": "Show question and answer beside what was asked about",
        "ask": "Ask",
        "waiting": "Waiting",
        "your answer": "Your answer",
        "answer in the debate": "Answer in the debate",
        "conversation": "Conversation about this position",
        "asks": "Ben asks what was lived through",
        "answers": "Lea answers",
        # Listening
        "object": "Object",
        "locked": "You may object as soon as Lea feels heard by you.",
        "listening first": "Listening comes first here.",
        "restate": "Restate",
        "own words": "In your own words",
        "send restatement": "Send the restatement",
        "share": "What the two of you share",
        "waits for": "Waits for Lea until",
        "restates you": "Nora restates Lea",
        "do you feel heard": "Do you feel heard?",
        "not quite": "Not quite",
        "missing": "What is missing?",
        "say missing": "Say what is missing",
        "read and answer": "Read and answer",
        "not quite said": "Not quite, says Lea.",
        "once more": "Once more, in your own words",
        "i feel heard": "I feel heard",
        "unlocked": "Lea feels heard by you. You may object now.",
        "heard": "Heard",
        "feels heard": "Lea feels heard.",
        "words": "Your words",
        "objects": "Nora objects",
        "respond": "Respond",
        # Moving
        "change": "Change it",
        "what moved": "What moved you?",
        "leas answer": "Lea’s answer",
        "stand here": "Stand here now",
        "too short": "50",
        "moved by": "Moved by Lea’s answer.",
        "earlier": "Earlier versions",
        "had a part": "Ben moved, and says your answer had a part in it.",
        # Statements and votes
        "chain": "From a position to a deed",
        "landscape": "Landscape",
        "statement": "Your statement",
        "put up": "Put it up for votes",
        "agree": "Agree",
        "counted": "I agree that my votes are counted",
        "you agreed": "You agreed.",
        "voted on all": "That is all: you have voted on every statement here.",
        # Landscape
        "no map": "There is no map here yet",
        "to the map": "Look at the map",
        "you share": "What you share",
        "map": "The map",
        "in words": "The map in words",
        "divides": "What divides you",
        "only you": "Only you see this.",
        # Joint statement
        "common ground": "Common ground",
        "both say": "What both sides could say",
        "stands on": "What it stands on",
        "hand over": "Hand it to the other side",
        "wait for side": "These words wait for a member of the other side",
        "mine too": "Make these words mine, too",
        "see otherwise": "I see something otherwise, and say what",
        "what otherwise": "What you see otherwise",
        "stand behind": "I stand behind it",
        "answer": "Answer",
        "ratified": "Ratified by both sides",
        "seen otherwise": "Seen otherwise",
        # Mission
        "start": "Start a mission",
        "aim": "What shall be different afterwards",
        "ground": "The common ground it stands on",
        "skills": "Skills you need",
        "look for": "Look for people who carry it",
        "still needs": "It sets out as soon as somebody who is against carries it too.",
        "nobody against": "Nobody so far who is against.",
        "mission": "Mission",
        "carry": "Carry it, too",
        "promise": "Make a commitment",
        "deed": "What you do",
        "obstacle": "If this gets in the way …",
        "then": "… then I will",
        "witness": "A witness",
        "make": "Make this commitment",
        "asked to witness": "Ben is asked to be the witness.",
        "be witness": "Be the witness",
        "is witness": "Witness: Ben.",
        "set out": "Set out",
        "under way": "under way",
        "who carries": "Who carries it",
        # Echo
        "echo": "There is an echo: read what became of what you gave.",
        "echo title": "What became of what you gave",
        "echo asked": "Ben asked you about it.",
        "echo heard": "Nora restated it, and you felt heard.",
        "echo answered": "Lea answered you.",
        "echo feels": "Lea feels heard by you.",
        "echo deed": "Out of it you carry the mission",
        "record": "Your record of listening",
        "restated": "Restated and heard",
        "record line": "You restated Lea on",
    },
    said={
        "question": "Should all wages in the firm be open to everybody in it?",
        "why": "Two of us found out by chance that we earn differently for the same work.",
        "known": "We know the bands. We do not know who decided on them.",
        "story": "My first employer put the list on the wall. Nobody quarrelled about it.",
        "asked": "How was it in the first week after the list hung there?",
        "answered": "Quiet, then loud, then relieved: the questions were finally asked.",
        "first try": "You would like to know what the others earn, since you are curious about "
        "how your colleagues live.",
        "correction": "It is not curiosity. I mean that nobody should have to beg for a reason.",
        "second try": "For you an open list spares people the humiliation of asking for a reason "
        "they are owed, and that is why you would open it.",
        "objection": "In a team of three a list says about one person what she never wanted told.",
        "moved core": "It depends on who explains the list.",
        "moved short": "Lea told me something.",
        "moved because": "Lea told how loud it became and that it was a relief afterwards; I had "
        "only pictured the quarrel.",
        "claim": "Whoever sets a wage should be able to explain it in three sentences.",
        "joint": "Whoever asks why they earn less is owed a reason in whole sentences, and nobody "
        "is put on a wall against their will.",
        "dissent": "Whole sentences take time that nobody has in December.",
        "aim": "Five teams try a talk about pay that can be practised.",
        "skills": "moderating a talk\nwriting a guide on one page",
        "deed": "I ask the head of our home whether her team takes part.",
        "obstacle": "she is away until the new year",
        "then": "I ask her deputy on the same day",
        "deed against": "I write down what must never be told about a person.",
        "obstacle against": "the week is full again",
        "then against": "I write it on Sunday evening at the kitchen table",
    },
    stands={
        "lea": Stand(
            Stance.CLEARLY_FOR,
            "Nobody should have to beg for a reason.",
            "I have seen people leave who only wanted to understand.",
            "benevolence",
            "I stand for people who stay.",
            "people stay where they are told the truth.",
        ),
        "ben": Stand(
            Stance.RATHER_AGAINST,
            "A list makes neighbours into rivals.",
            "In our team envy came with the first bonus that was talked about.",
            "security",
            "I stand for sleep without worry.",
            "whoever is compared every day sleeps badly.",
        ),
        "nora": Stand(
            Stance.CLEARLY_AGAINST,
            "What I earn belongs to me.",
            "My brother was asked for money the day his wage became known.",
            "benevolence",
            "I stand for letting people keep what is theirs.",
            "care begins with not exposing anybody.",
        ),
        "odo": Stand(
            Stance.RATHER_FOR,
            "Whoever sets wages should stand by them.",
            "As an owner I had to explain every figure once; it made me careful.",
            "universalism",
            "I stand for one rule for all.",
            "a rule that is hidden is no rule.",
        ),
    },
)
