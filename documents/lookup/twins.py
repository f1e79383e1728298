"""Words of which noise would make another: `scaled`, `sealed`; `filed`, `led`; `complaint`, `compliant`.

Between two of them no difference is forgiven. They are the pairs that `noise.py` would take for one among
the 40,000 most frequent English words of a published list, and pairs of the like that typists confuse.
Spellings of one word (`travelled`, `traveled`) are left out.
"""

from functools import cache

__all__ = ["twins"]

_WORDS = """
abby ability able academics academies accept access adapt adopt adverse advertise advice advise affect
affirm affirmed affirming affirms affix affixed afire ag again against ail ailing aims air ali alien all
allen alms ambitions ambitious an and angel angie angle ans arabic arable arc arcs are ares arm armed
arming arms as ash asher ashes ashy ask asks assess at aud aunt aunts aus awed ax axed ay baffle baffles
baffling bail bailed bailing bails bairn bale bales baling ball balled balling balls balm bam barn bat be
bean beau befit befits befitting belie belies belle belles benefiting benefitting bet bets betting bicep
biceps bill bin blab blah bleep bleeps blu bluff board bom born braving braying breastfed breastfeed broad
brock brook buffing buffs bum bums bung burn burns bus butterfly buttery caloric calorie cam came cams can
candies candles cant car carl carly carne cars cartons cartoons case cased cases casing cast caster casual
cat cater caters cats causal cave caves ceil cell cha chaff check checks cheek cheeks chili chilies chill
chillies christian christina chum chums churn churns cider cine clad clam clammed clamp clamping clams
clan clang clank clans clark clash clashed clashes clashing claus clay clays clean cleans clear clearer
clearest clearly clears cleft clement clever click climes cling clinging clings clingy clink clint clip
clipped clipper clipping clips clive clock clocked clocking clocks clog clogged clogging clogs clone close
closed closes closing clot cloth clots clotted clotting clove cloves clown clowning clowns club clubbed
clubbing clubs cluck clucking clucks clue clues clump clumping clumps clung clunk clunking clunks cluster
clusters clutch coffin coffins coil coin coins coll com comer comers coming commandeer commander compiled
complaint compliant complied con conch confined confining conn conned conning cons conserve contact
continual continuous contract converse corn corner corners corning couch country county cra crock crook
cud cued cuffed cutback cuter cutlet cutlets dab dad dah daily dairy dally dam dammed damp damping dams
dan dang dank dark darn dash dashed dashes dashing day days dean deans dear dearer dearest dearly dears
deed defect defied deft deli dell dens depicted depicting depiction depleted depleting depletion desert
deserts desirable dessert desserts detain detect deus dever device devise devotees devotes diary dick
dimes ding dinging dings dingy dink dint dip dipped dipper dipping dips discreet discreetly discrete
discretely dive do doc dock docked docking docks docs doe does dog dogged dogging dogs doilies doily doit
dollies dolly dolt domed don done donned dose dosed doses dosing dot doth dots dotted dotting dou dove
doves down downing downs dragons dragoons dub dubbed dubbing dubs duck ducking ducks duct ducts due duel
dues duet duets duffel duh dump dumping dumps dung dunk dunking dunks duster dusters dutch each ear earl
early earn earns ears ease eased eases easing east easter eat eater eaters eats eau eave eaves economics
economies ed edged effect elder element eli ell eminent end ensure enter entities entitles eons era
escapees escapes ex except expect fail failing fails fall fallen falling falls famed fanned fe fend
fending feud feuding fiat fielder fife filament filaments file filed files filet filings fill fillings fin
fine fined finest finite fire firearm fired firelight fireplace fireplaces fireside firework firing fished
fisherman fishes fishy flabby flag flail flailing flair flare flares flash flasher flashes flashy flask
flasks flat flaunt flaunts flawed flax flay fled fledged flex flies flinching fling flit float floats floe
flora floral flour flout flouted flouting flow flowed flowing flown flu flue fluff fluffing flung flutter
fluttered fluttering flutters flyer foil foll fonn form fran frau from fulfil fulfills fulfils full gail
gall gamer ganging garner gauging gilded gilding glided gliding glories glorifies gnash go grandad
granddad grannies granules griffin grin griping gripping guest guests guilt gulp gulps gum gums guru gurus
hab hah hail hails hall halls harmonics harmonies hat haves hayes he hic hie hocked hocking holier holler
hooked hooking hoovered hoovering hovered hovering hub huffing huh hung ice icon icy if ill imminent in
inching infarction infections infectious infer infraction ing insure ion is it jim jinn kill lament
laments lance land landed lane late latest laud lauded le led lee leon les less let ley lien lieu light
locked locker locking lockout locks lon looked looker looking lookout looks loose lose loss lou lug mac
mae mail mails mall malls mam mama mani mann manna marc mare marion marital marlon martial massage maul
message mill min mined mining misfit misfits mist mists modem modern mom month months morn most moum mourn
mouth mouths muddied muddled muffle mule must na nab naff nah ned needles needless neil nell nest nicer
nite no not now nuclear oases oat oats oe of olive on ont or ora oral our out outback outed outer outing
outlet outlets overbearing overhearing overshoot overshot ow owed owing own paddies paddles pail pall
patent patents patient patients paving paying pec peck pecked pecking pecks pecs pee peek peeked peeking
peeks pees personal personnel perspective pic pics pie pied pies piled pill ping pings pins pinto plague
plagues planing planning plaque plaques pled plied plug plugs plus pluto poi pol prescribe princes
princess principal principle programing programming proscribe prospective pu pubic public puff puffin
puffs pun pus quash quest quests quiet quilt quip quips quite rail rall ratio ration re reaffirm rearm
rebellions rebellious red refer refine relics relies relight religions religious rene renters replace
replaces reside retain retirees retires reuters revere reverse rework riffing ring rockies rocks rookies
rooks roosters rosters rubies rubles rue ruffle ruffled ruffles ruffling ruin ruined ruining rule ruled
rules ruling rustic rustle sacred sainted saluted saving savings saying sayings scaled scaling scam scams
scan scar scared scaring scarring scars scat scooping scoping scraped scraping scrapped scrapping scrum
scut sealed sealing seam seams sean sear seared searing sears seat sec see semifinal seminal sent serum
shed sherman shes shining shinning shock shook shy sill silt silver simple simplest sing sings ski skiff
slaved slaver slavers slaving slayed slayer slayers slaying slit sliver sloping slopping slug slugs
smoother smother sniping snipping snug so soared soaring soars soil soll son sons sou sous sparing
sparring species specifics specifies spied spiffed spilt split spock spook sta stability stable staff
staring starring statue statute stem stern stoic stole striped stripped stu stuff stuffing stung sung
superstitions superstitious suspicions suspicious sync syne tail tall tam tamed tamer taming tan tanned
tanner tanning tarn tau teil tell terence terrence the theaters theatres tic tics tie ties tiffin tight
till timed tin tinned to toil toiling toils toll tolling tolls tom tome toms tonne torn torus tracked
tracker trackers tracking trafficked trafficker traffickers trafficking trail treaties treatise trial
tried tries trifled trifles true truffle tum tums turn turns ulcer um unable unclear und united unstable
untied urn utter uttered uttering utters vic vie waffles wail wailed wailing wails wait waiter waiters
wales wall walled walling walls walt walter walters wam warn weil well yam yams yarn yarns yer yon you
"""


@cache
def twins() -> frozenset[str]:
    """Return the words, as `key_of` writes them."""
    return frozenset(_WORDS.split())
