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
        "words": "Your words",
        "objects": "Nora objects",
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


GERMAN = Words(
    language=Language.GERMAN,
    locale="de-CH",
    stances={
        Stance.CLEARLY_AGAINST: "klar dagegen",
        Stance.RATHER_AGAINST: "eher dagegen",
        Stance.UNDECIDED: "unentschieden",
        Stance.RATHER_FOR: "eher dafür",
        Stance.CLEARLY_FOR: "klar dafür",
    },
    page={
        # Topic and position
        "bring up": "Ein Thema zur Sprache bringen",
        "question": "Deine Frage",
        "why": "Warum es brennt",
        "known": "Was du weisst und was du nicht weisst",
        "ask the question": "Frage stellen",
        "nobody yet": "Hier steht noch niemand.",
        "take": "Position beziehen",
        "core": "Dein Kern in einem Satz",
        "story": "Wie du dazu gekommen bist",
        "reasons": "Deine Gründe",
        "value": "Wert",
        "declared": "Wohlwollen",
        "stand for": "Ich stehe für …",
        "rests because": "Deine Position ruht darauf, weil …",
        "because": "Weil … (ein Satz; bei mindestens einem Wert nötig)",
        "publish": "Ich bin einverstanden, dass meine Positionen anderen",
        "take this": "Diese Position beziehen",
        "where": "Wer wo steht",
        "your position": "Deine Position",
        # Question and answer
        "ask first": "Zuerst fragen",
        "after": "was du erlebt hast",
        "understand": "Was möchtest du verstehen?",
        "show both": "Frage und Antwort neben dem zeigen, worum es geht",
        "ask": "Fragen",
        "waiting": "Wartet",
        "your answer": "Deine Antwort",
        "answer in the debate": "In der Debatte antworten",
        "conversation": "Gespräch über diese Position",
        "asks": "Ben fragt nach dem Erlebten",
        "answers": "Lea antwortet",
        # Listening
        "object": "Einwenden",
        "locked": "Einwenden kannst du, sobald Lea sich von dir gehört fühlt.",
        "listening first": "Zuerst kommt hier das Zuhören.",
        "restate": "Wiedergeben",
        "own words": "In deinen eigenen Worten",
        "send restatement": "Wiedergabe schicken",
        "share": "Was euch verbindet",
        "waits for": "Wartet auf Lea bis",
        "do you feel heard": "Fühlst du dich gehört?",
        "not quite": "Nicht ganz",
        "missing": "Was fehlt?",
        "say missing": "Sagen, was fehlt",
        "read and answer": "Lesen und antworten",
        "not quite said": "Nicht ganz, sagt Lea.",
        "once more": "Noch einmal, mit deinen Worten",
        "i feel heard": "Ich fühle mich gehört",
        "unlocked": "Lea fühlt sich von dir gehört. Jetzt kannst du einwenden.",
        "heard": "Gehört",
        "words": "Deine Worte",
        "objects": "Nora wendet ein",
        # Moving
        "change": "Ändern",
        "what moved": "Was hat dich bewegt?",
        "leas answer": "Die Antwort von Lea",
        "stand here": "Jetzt hier stehen",
        "too short": "50",
        "moved by": "Bewegt durch die Antwort von Lea.",
        "earlier": "Frühere Fassungen",
        "had a part": "Ben hat sich bewegt und sagt, deine Antwort habe mitgewirkt.",
        # Statements and votes
        "chain": "Von der Position zur Tat",
        "landscape": "Landschaft",
        "statement": "Deine These",
        "put up": "Zur Abstimmung stellen",
        "agree": "Zustimmen",
        "counted": "Ich bin einverstanden, dass meine Stimmen gezählt werden",
        "you agreed": "Du hast zugestimmt.",
        "voted on all": "Das war alles: Du hast hier über jede These abgestimmt.",
        # Landscape
        "no map": "Hier gibt es noch keine Karte",
        "to the map": "Karte ansehen",
        "you share": "Was ihr teilt",
        "map": "Die Karte",
        "divides": "Was euch trennt",
        "only you": "Das siehst nur du.",
        # Joint statement
        "common ground": "Gemeinsames",
        "both say": "Was beide Seiten sagen könnten",
        "stands on": "Worauf sie steht",
        "hand over": "Der anderen Seite geben",
        "wait for side": "Diese Worte warten darauf, dass ein Mitglied der anderen Seite",
        "mine too": "Diese Worte auch zu meinen machen",
        "see otherwise": "Etwas sehe ich anders und sage, was",
        "what otherwise": "Was du anders siehst",
        "stand behind": "Ich stehe dahinter",
        "answer": "Antworten",
        "ratified": "Von beiden Seiten angenommen",
        "seen otherwise": "Anders gesehen",
        # Mission
        "start": "Eine Mission beginnen",
        "aim": "Was danach anders sein soll",
        "ground": "Der gemeinsame Boden, auf dem sie steht",
        "skills": "Gesuchte Fähigkeiten",
        "look for": "Leute suchen, die sie tragen",
        "still needs": "Sie bricht auf, sobald sie auch jemand trägt, der dagegen ist.",
        "nobody against": "Bisher niemand, der dagegen ist.",
        "mission": "Mission",
        "carry": "Mittragen",
        "promise": "Eine Zusage machen",
        "deed": "Was du tust",
        "obstacle": "Wenn mir das dazwischenkommt …",
        "then": "… dann",
        "witness": "Wer bezeugt es",
        "make": "Das zusagen",
        "asked to witness": "Ben ist angefragt, es zu bezeugen.",
        "be witness": "Bezeugen",
        "is witness": "Ben bezeugt es.",
        "set out": "Aufbrechen",
        "under way": "unterwegs",
        "who carries": "Wer sie trägt",
        # Echo
        "echo": "Es gibt ein Echo: Lies, was aus deinen Beiträgen wurde.",
        "echo title": "Was aus deinen Beiträgen wurde",
        "echo asked": "Ben hat dich danach gefragt.",
        "echo heard": "Nora hat das wiedergegeben, und du hast dich gehört gefühlt.",
        "echo answered": "Lea hat dir geantwortet.",
        "echo feels": "Lea fühlt sich von dir gehört.",
        "echo deed": "Daraus trägst du die Mission",
        "record": "Dein Zuhören",
        "restated": "Wiedergegeben und gehört",
        "record line": "Du hast Lea zu",
    },
    said={
        "question": "Sollen alle Löhne im Betrieb für alle im Betrieb offen sein?",
        "why": "Zwei von uns haben zufällig erfahren, dass sie für dasselbe verschieden verdienen.",
        "known": "Die Lohnbänder kennen wir. Wer sie beschlossen hat, wissen wir nicht.",
        "story": "In meinem ersten Betrieb hing die Liste an der Wand. Gestritten hat niemand.",
        "asked": "Wie war die erste Woche, nachdem die Liste dort hing?",
        "answered": "Still, dann laut, dann erleichtert: Endlich wurden die Fragen gestellt.",
        "first try": "Du möchtest wissen, was die anderen verdienen, weil dich das Leben deiner "
        "Kolleginnen und Kollegen neugierig macht.",
        "correction": "Neugier ist es nicht. Ich meine, dass niemand um Gründe betteln muss.",
        "second try": "Eine offene Liste erspart den Leuten für dich die Demütigung, um eine "
        "Begründung zu bitten, die man ihnen schuldet; darum würdest du sie öffnen.",
        "objection": "In einem Team von dreien sagt die Liste über eine Person, was sie nie "
        "erzählen wollte. Das ist kein Strassenplan, das ist ein Mensch.",
        "moved core": "Es kommt darauf an, wer die Liste erklärt.",
        "moved short": "Lea hat etwas erzählt.",
        "moved because": "Lea hat erzählt, wie laut es wurde und wie erleichtert danach alle "
        "waren; ich hatte mir nur den Streit ausgemalt.",
        "claim": "Wer einen Lohn festlegt, soll ihn in drei Sätzen erklären können.",
        "joint": "Wer fragt, warum er weniger verdient, bekommt eine Begründung in ganzen Sätzen, "
        "und niemand wird gegen seinen Willen ausgehängt.",
        "dissent": "Ganze Sätze brauchen Zeit, die im Dezember niemand hat.",
        "aim": "Fünf Teams erproben ein Lohngespräch, das man üben kann.",
        "skills": "ein Gespräch leiten\neinen Leitfaden auf einer Seite schreiben",
        "deed": "Ich frage unsere Heimleiterin, ob ihr Team mitmacht.",
        "obstacle": "sie ist bis Neujahr weg",
        "then": "ich frage noch am selben Tag ihre Stellvertreterin",
        "deed against": "Ich schreibe auf, was über eine Person nie erzählt werden darf.",
        "obstacle against": "die Woche ist wieder voll",
        "then against": "ich schreibe am Sonntagabend am Küchentisch",
    },
    stands={
        "lea": Stand(
            Stance.CLEARLY_FOR,
            "Niemand soll um eine Begründung betteln müssen.",
            "Ich habe Leute gehen sehen, die nur verstehen wollten.",
            "benevolence",
            "Ich stehe für Leute, die bleiben.",
            "die Leute bleiben, wo man ihnen die Wahrheit sagt.",
        ),
        "ben": Stand(
            Stance.RATHER_AGAINST,
            "Eine Liste macht aus Nachbarn Rivalen.",
            "Bei uns kam der Neid mit dem ersten Bonus, über den man sprach.",
            "security",
            "Ich stehe für Schlaf ohne Sorgen.",
            "schlecht schläft, wer jeden Tag verglichen wird.",
        ),
        "nora": Stand(
            Stance.CLEARLY_AGAINST,
            "Was ich verdiene, gehört mir.",
            "Meinen Bruder bat man um Geld, kaum war sein Lohn bekannt.",
            "benevolence",
            "Ich stehe dafür, dass alle behalten dürfen, was ihnen gehört.",
            "Fürsorge damit beginnt, niemanden blosszustellen.",
        ),
        "odo": Stand(
            Stance.RATHER_FOR,
            "Wer Löhne festlegt, soll dazu stehen.",
            "Als Inhaber musste ich einmal jede Zahl erklären; das hat mich sorgfältig gemacht.",
            "universalism",
            "Ich stehe für eine Regel, die für alle gilt.",
            "eine verborgene Regel keine Regel ist.",
        ),
    },
)
