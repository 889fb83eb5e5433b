"""The words that names and offices are made of, as British and Irish minutes write them."""

import tomllib
from importlib import resources


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The lists that stand in lexicon.toml, by table and name.
_LISTS = tomllib.loads(
    resources.files("sources").joinpath("language/lexicon.toml").read_text("utf-8")
)


def listed(table: str, name: str) -> frozenset[str]:
    """The words of a list of lexicon.toml; raises KeyError where there is no such list."""
    return frozenset(_LISTS[table][name])


def lists_of(table: str) -> tuple[str, ...]:
    """The names of the lists in a table of lexicon.toml; raises KeyError where there is none."""
    return tuple(_LISTS[table])


# --- titles of persons ---------------------------------------------------------------------

MALE = listed("titles", "male")
FEMALE = listed("titles", "female")
TITLES = listed("titles", "before")
PLURAL_TITLES: dict[str, str] = _LISTS["titles"]["plural"]
# Ranks stand before a name as a title does; alone, after "the", they are an office.
RANKS: tuple[str, ...] = tuple(_LISTS["titles"]["ranks"])
LETTERS_AFTER = listed("titles", "letters_after")
PARTICLES = listed("surnames", "particles")
SURNAMES_LIKE_TITLES = listed("surnames", "like_titles")
SURNAMES_LIKE_POSTS = listed("surnames", "like_posts")

# --- offices -------------------------------------------------------------------------------

OFFICE_NOUNS = _words(
    """
    accountant actuary adjutant administrator advisor adviser advocate analyst archdeacon architect
    archivist auditor bursar caretaker cathaoirleach chair chairman chairperson chairwoman
    champion chaplain clerk cllr-convener commander commissioner comptroller constable
    controller convener convenor coordinator co-ordinator coroner curator dean director
    ecologist engineer executive facilitator governor guardian head headmaster headmistress
    headteacher holder inspector judge lead leader leas-chathaoirleach librarian manager
    master matron mayor member midwife moderator nurse officer pharmacist physician planner
    practitioner president principal prosecutor provost psychiatrist psychologist ranger
    recorder rector registrar selectman selectwoman representative
    scientist secretary senco sendco sergeant sheriff
    solicitor speaker spokesperson spokesman spokeswoman strategist superintendent supervisor
    surgeon surveyor teacher technician treasurer trustee verger vicar vice-chair
    vice-chairman vice-chairperson vice-chairwoman vice-convener vice-president warden whip
    assessor attorney bailiff barrister caseworker chancellor consultant counsel dentist dietitian
    economist
    examiner forester groundsman investigator lengthsman optometrist paramedic proctor
    pro-vice-chancellor statistician steward therapist tutor valuer vice-chancellor
    cadeirydd arweinydd clerc cyfarwyddwr pennaeth
    """
)
# These are offices only with a word before or after that says which.
NEEDS_MORE = _words(
    """
    accountant adviser advisor advocate analyst champion constable executive governor head
    holder judge lead master member nurse officer representative speaker teacher trustee whip
    planner practitioner
    """
)
OFFICE_ACRONYMS = _words(
    """
    CEO CFO COO CIO CNO CMO MD FD PCC PFCC PCVC DPCC DPFCC DCC ACC CC RFO HT DHT AHT EHT SBM
    ACO DCO ACFO DCFO CLO CTO SIRO SENCO SENDCo SENDCO DSL DPO DoN DoF CFIO
    """
)
OFFICE_MODIFIERS = listed("offices", "modifiers")
OFFICE_FIELDS = listed("offices", "fields")
# Holders of office who are spoken of and are not in the room.
ELSEWHERE = (
    "secretary of state",
    "home secretary",
    "foreign secretary",
    "health secretary",
    "prime minister",
    "first minister",
    "chancellor",
    "minister",
    "information commissioner",
    "traffic commissioner",
    "ombudsman",
    "planning inspector",
    "coroner",
    "lord lieutenant",
    "attorney general",
)

# --- what looks like a name or an office and is not a person ----------------------------------

COLLECTIVES = _words(
    """
    members member councillors councillor governors governor trustees trustee directors
    officers officer residents resident parishioners parishioner public board panel committee
    sub-committee subcommittee council cabinet authority force government office executive
    group forum partnership trust body chamber meeting police parents parent colleagues
    delegates delegate attendees applicant applicants agent owner objector objectors speaker
    speakers staff team gentleman lady man woman volunteer volunteers pupil pupils student
    students contractor developer commission assembly federation practice association society
    union service company representatives candidates neighbours neighbour landlord tenant
    tenants visitor
    """
)
# A run of capitals that holds one of these names a body, place or thing.
INSTITUTIONS = _words(
    """
    academy act action advice agency agenda airport annual appendix archive area arena army assembly
    association attorney authority avenue bank bay beach bill board borough branch bridge
    britain british brook budget building bus buses business bureau cabinet care castle cathedral
    cathedrals centre chamber charity charter children church circle citizens city clinic close club
    coast code college commission committee common community company conference constabulary
    contract corner corporation council country county court crescent crown data department
    development directive district division docks drive dwellings east eastern education
    electric emergency energy engineering england english enterprise environment environmental
    equality estate europe european executive fair farm federation field fields finance fire
    fleet force forest forum foundation framework friends fund gardens garden gas gate general
    global government grammar grant great green group grove guard guidance hall harbour health
    heritage high highway highways hill historic holdings home homes hospital house housing
    human independent industries initiative innovation inn inquiry inspectorate institute
    international investment ireland irish island isle isles junior junction justice kingdom
    lake lane law league library limited link local london lower ltd major manor market marine
    media medical memorial mental metropolitan middle mill ministry monitoring motion motor
    museum national natural network new nhs north northern nursery office old operation order
    paper parade parish park parliament partners partnership party paths people place plan
    planning play police policy pool port post power practice prison primary procedure
    programme project properties property protocol public quarter queen rail railway
    recreation regional register regulations relief report reserve resort review river road
    rotary royal royals rural safeguarding safer saint save school schools scotland scottish
    secondary section sector security select serious service services sheltered shire shop
    social society solutions south southern sports square st standards standing station
    steering store strategic strategy street studio summit support surgery survey system
    systems task team terrace theatre tower town transport treasury treaty tribunal trading
    trust trustees unit united university upper vale valley victim victims village violence
    voluntary wales ward water way welfare wells welsh west western wharf wildlife wood
    woodland woods works workshop youth january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday
    sunday christmas easter covid members officers governors councillors residents appendices
    """
)
# Bodies that bear the names of people.
FIRMS = frozenset(
    (
        "balfour beatty", "grant thornton", "price waterhouse", "baker tilly", "moore stephens",
        "mott macdonald", "morgan sindall", "willmott dixon", "taylor wimpey", "ringway jacobs",
        "hymans robertson", "barnett waddingham", "marie curie", "sue ryder", "john lewis",
        "marks spencer", "turner townsend",
    )
)  # fmt: skip
# Bodies of one word or by their letters that minutes let speak as they do people.
BODIES = _words(
    """
    ofsted estyn ofgem ofcom ofwat unison unite healthwatch stagecoach arriva openreach sustrans
    shelter mencap scope mind barnardos serco capita biffa veolia amey skanska deloitte mazars
    kpmg zurich microsoft google facebook parliament government westminster whitehall holyrood
    stormont senedd everyone everybody somebody someone nobody anybody anyone others people
    parents families children pupils patients carers tenants teachers citizens businesses voters
    nothing none ideas voices feedback attendance discussion debate concern i it we
    BBC BMA BT CAB CCG CCTV CIPFA CQC CPS DHSC DWP DEFRA DfE DfT EHRC ESFA GLA GMB GMC GP HMRC
    HSE HSCP ICB ICS ICO IOPC IPCC KPMG LEP LGA LGO LHB MHRA MOD MoD MPS NAO NALC NEU NHS NHSE
    NFCC NIHE NMC NPCC ONS OPCC PCN PFI PHE PSAA PSNI PTA RCN RNLI RPA RSPB SEPA SLCC TfL UKHSA
    UHB WAST WG
    """
)
# Words with a capital because they begin a sentence, and never part of a name.
OPENERS = _words(
    """
    a after agreed all although an and another any apologies approved are arising as asked at
    before being both but by concerning concerns decision despite during each either every
    finally firstly following for from further given has have having he her his however if in
    including is it its lastly later like many more most moving neither next no not noted nor
    now of on once one or other our over please prior proposed question questions referring
    regarding replying report resolved responding secondly seconded several she since so some
    speaking subject summing such thanks that the their then there therefore these they this
    those three through thus to turning two under until update upon various was we were what
    when where whether which while whilst who why will with within without would yes you
    welcome
    """
)


# Letters for the insides of character classes: `re` has no class for capitals.


_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
LETTER = "".join(letter for letter in _LATIN if letter.isalpha())
