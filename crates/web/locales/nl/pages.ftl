# Words that several pages share.
word-case = Dossier
word-copy = Gesprek
word-seat = zetel
copy-button = Kopiëren
copy-done = Gekopieerd
count-messages = { $count ->
    [one] { $count } bericht
   *[other] { $count } berichten
 }
provenance-a = Ondertekend door het platform zelf. De sterkste bron.
provenance-b = Uit een database van het toestel of een reservekopie ervan. Wie het toestel beheert, had die kunnen veranderen, maar minder makkelijk dan een tekst.
provenance-c = Uit een tekstexport. Zo'n bestand kan iedereen met een tekstverwerker maken, dus weeg het als een verklaring.

# Signing in and out
sign-in-title = Inloggen
sign-in-lead = Zegel werkt zonder wachtwoord. U logt in met een persoonlijke link die één keer werkt.
sign-in-step-ask = Vraag de eigenaar van uw organisatie om een inloglink.
sign-in-step-open = Open de link op het apparaat waarop u Zegel wilt gebruiken.
sign-in-step-press = Druk op de knop Inloggen. Daarna werkt de link niet meer.
sign-in-why-title = Waarom zo?
sign-in-why = Een wachtwoord kan uitlekken of worden hergebruikt. Een link die één keer werkt niet. En is uw link al gebruikt zonder dat u het was, dan merkt u dat meteen.
sign-in-welcome = Welkom, { $name }
sign-in-confirm-lead = Druk op de knop om in te loggen op dit apparaat.
sign-in-once = De link werkt één keer.
sign-in-until = Hij is geldig tot { $until }.
sign-in-not-you = Bent u niet { $name }? Sluit dan deze pagina en laat het de eigenaar weten.
sign-out-title = U bent uitgelogd
sign-out-lead = Op dit apparaat is niets meer van u te zien.
sign-out-first-page = Naar de eerste pagina

# My page
me-hello = Dag { $name }
me-lead = Hier ziet u wat er van u bewaard wordt, wie het opende en waarom.
me-notice-unread-title = Er ligt een kennisgeving voor u klaar
me-notice-unread = Het reglement (versie { $version }) geldt. In de kennisgeving leest u in gewone taal wat er bewaard wordt, waarom, en wie het wanneer mag lezen. Zolang u haar niet gelezen hebt, kan er niets van u bij komen.
me-notice-read-button = Lees de kennisgeving
me-no-regulation-title = Er geldt nog geen reglement
me-no-regulation = Daarom wordt er niets bewaard en kan er niets worden geopend. Zodra er een reglement geldt, leest u dat hier.
me-figure-conversations = { $count ->
    [one] gesprek van u bewaard
   *[other] gesprekken van u bewaard
 }
me-figure-messages = { $count ->
    [one] bericht daarin
   *[other] berichten daarin
 }
me-figure-accesses = keer iets over u geopend
me-opened-title = Wie opende wat
me-opened-lead = Elke keer dat iemand iets bekijkt waaraan u meedeed, staat het hier. U ziet de rol en het doel, niet de naam. De contactpersoon privacy kan u bij een goede reden de naam geven.
me-opened-numbers = De nummers lopen door zonder gaten. Ontbreekt er een nummer, dan is er iets weggehaald. Met het bewijs kan iedereen narekenen dat de regel in het logboek staat, ook zonder deze server.
me-column-number = Nummer
me-column-when = Wanneer
me-column-who = Wie
me-column-purpose = Doel
me-column-what = Wat
me-column-proof = Bewijs
me-proof-download = Download
me-receipt-none = Er is geen inzage aan u gemeld.
me-receipt-deferred = Een inzage na { $day } kan nog uitgesteld zijn.
me-receipt-no-deferral = Uitstel is er in deze versie van Zegel niet: een inzage verschijnt hier zodra zij is vastgelegd. De datum hierboven is daarom vandaag.
me-receipt-deferral = Met een goede grond en een tweede goedkeuring mag een melding ten hoogste { $count } dagen worden uitgesteld. De datum hierboven is vandaag min die termijn.
me-receipt-covers = Dit gaat over de eerste { $size } regels van het logboek, ondertekend op { $at }.
me-receipt-limit = Het zegt wat er in het logboek staat. Het kan niet bewijzen dat er buiten het logboek om nooit iets gebeurde.
me-hold-title = Er geldt een bewaarbevel
me-hold-lead = Zolang het geldt, wordt hier niets van u gewist, welke datum er hieronder ook staat.
me-hold-everything = Op alles in het archief.
me-hold-you = Op wat er van u bewaard wordt.
me-hold-since = Sinds { $at }. Grond: { $ground }.
me-hold-proposed = Een tweede moet het nog bevestigen.
me-hold-release = Er is voorgesteld het op te heffen.
me-hold-reads = Niemand kan door een bewaarbevel iets lezen. Bent u het er niet mee eens, zeg het dan tegen de contactpersoon privacy.
me-kept-title = Wat er van mij bewaard wordt
me-kept-lead = Dit zijn de gesprekken die u zelf hebt ingebracht. De inhoud is verzegeld: ook deze server kan haar niet lezen, en dus ook niet tonen met wie u sprak.
me-kept-none = Er wordt niets van u bewaard.
me-kept-none-next = Brengt u zelf een gesprek in, dan staat het hier, met wat ermee gebeurt.
me-kept-begun = Ingebracht op { $at }
me-column-class = Account en telefoon
me-column-source = Bron
me-column-messages = Berichten
me-column-until = Mag bewaard blijven tot
me-letters-title = Wat betekenen de letters A, B en C?
me-stated-title = Wat uw programma over uw bestanden meldde
me-stated-lead = Deze aantallen zijn met uw sleutel ondertekend. Er staan geen namen in en niets van wat er gezegd is.
me-stated-left = Op { $at } is een deel van een bestand ingebracht. Gesprekken die er die keer buiten bleven en niet gelezen zijn: { $conversations }. Berichten daarin: { $messages }.
me-stated-lacks = Op { $at } ontbraken in een bestand berichten van { $first } tot en met { $last } die een eerder bestand wel had ({ $copy }). Weg: { $missing }. Er in een andere vorm: { $changed }.
me-shared-title = Ingebracht door een collega
me-shared-lead = In deze gesprekken deed u mee. Een collega heeft zijn eigen exemplaar ingebracht. Bent u het daar niet mee eens, zeg het dan tegen die collega of tegen de contactpersoon privacy.
me-shared-by = Een gesprek van { $holder }
me-see-title = Wat uw werkgever wel en niet kan zien
me-see-yes-title = Wel
me-see-yes-days = Op welke dagen er berichten zijn in een ingebracht gesprek, en ongeveer hoeveel.
me-see-yes-people = Welke collega's op een dag meededen.
me-see-yes-case = De inhoud van bepaalde dagen, als daar een dossier voor is en beide kanten hebben goedgekeurd.
me-see-no-title = Niet
me-see-no-content = De inhoud, zolang er geen goedgekeurd dossier is. Ook de systeembeheerder niet.
me-see-no-private = Gesprekken die u niet zelf hebt ingebracht. Privé blijft op uw telefoon.
me-see-no-alone = Iets waarvoor de kant van het personeel niet heeft goedgekeurd.
me-see-no-score = Ranglijsten, scores of een zoekopdracht over alle gesprekken. Die bestaan niet.
me-rules-link = Lees de regels die gelden
me-notice-again = De kennisgeving die u las (versie { $version })
me-bring-title = Zelf een gesprek inbrengen
me-bring-lead = U bepaalt per gesprek of het bewaard wordt. Het verzegelen gebeurt op uw eigen computer.
me-bring-export = Exporteer het gesprek op uw telefoon. In WhatsApp: open de chat, kies Meer en dan Chat exporteren.
me-bring-token = Maak een token. Daarmee weet de server dat u het bent.
me-bring-run = Voer deze opdracht uit op uw computer, met de naam van uw bestand:
me-bring-choice = De opdracht laat eerst zien wat zij vond en vraagt per gesprek of u het wilt bewaren. Voordat u ja zegt, gaat er niets naar de server.
me-tokens-title = Uw tokens
me-token-line = Gemaakt op { $made }, geldig tot { $until }
me-token-revoke = Intrekken

look-conversation = Las { $count ->
    [one] { $count } bericht
   *[other] { $count } berichten
 } van { $day }
look-search = Zocht, en zag { $count ->
    [one] { $count } treffer
   *[other] { $count } treffers
 }
look-attachment = Bekeek een bijlage van { $day }
look-mark = Markeerde een bericht van { $day }
look-compared = { $count ->
    [one] Vergeleek kopieën van een gesprek en zag { $count } verschil
   *[other] Vergeleek kopieën van een gesprek en zag { $count } verschillen
 }

# Rules and notice
rules-contents = Op deze pagina
rules-title = De regels
rules-eyebrow-none = Privacyreglement
rules-eyebrow-version = Privacyreglement, versie { $version }
rules-none-lead = Er is nog geen reglement. Daarom wordt er niets bewaard en mag niemand iets lezen.
rules-none = Zodra er een voorstel is, leest u het hier, voordat het ingaat.
rules-tag-proposal = Voorstel
rules-proposal-lead = Dit is een voorstel. Het geldt nog niet: er wordt niets bewaard en niets geopend.
rules-tag-in-force = Geldt
rules-since = Sinds { $at }.
rules-in-force-lead = Dit is de afspraak over zakelijke chats. De server houdt zich aan dezelfde tabel als waar deze tekst van gemaakt is.
rules-tag-withdrawn = Ingetrokken
rules-until = Gold tot { $at }.
rules-withdrawn-lead = Dit reglement geldt niet meer. Er komt niets bij en niemand mag nog iets openen.
rules-headcount = Volgens de werkgever werken hier { $count } mensen
rules-council = en is er een ondernemingsraad.
rules-no-council = en is er geen ondernemingsraad.
rules-stated = Dit staat vast in het logboek. Klopt het niet, zeg het dan.
notice-title = Kennisgeving
notice-ask-title = Hebt u dit gelezen?
notice-ask = Met deze knop zegt u alleen dat u het gelezen hebt. U geeft geen toestemming en u verliest geen rechten.
notice-confirm = Ik heb dit gelezen
notice-confirm-token = Gelezen, en ik wil een gesprek inbrengen
notice-confirmed = U hebt bevestigd dat u deze versie gelezen hebt.
notice-rules-link = Lees het hele reglement

# The log
log-lead = Alles wat mensen met het archief doen, staat hier. Niemand kan een regel veranderen of weghalen zonder dat het opvalt.
log-entries-title = De nieuwste regels
log-live = ● loopt mee
log-empty = Er is nog niets vastgelegd.
log-empty-next = De eerste regel komt er zodra iemand iets doet: een persoon toevoegen, een reglement opstellen, een zetel maken.
log-column-index = Regel
log-column-kind = Wat er gebeurde
log-column-when = Wanneer
log-older = Oudere regels
log-checkpoint-title = Controlepunt
log-checkpoint-size = Regels
log-checkpoint-at = Ondertekend
log-checkpoint-origin = Naam van het logboek
log-checkpoint-root = Wortel
log-checkpoint-cosigners = Medeondertekend door
log-checkpoint-nobody = Nog niemand
log-checkpoint-none = Er is nog geen controlepunt ondertekend.
log-verify-title = Reken het zelf na
log-verify = Deze opdracht haalt het logboek op, rekent alles na en heeft de database van deze server niet nodig.
log-verify-key = Bewaar de sleutel ergens buiten deze server. Verandert hij ooit, vraag dan waarom.
log-no-names = Hier staan geen namen. Wie het aangaat, ziet de bijzonderheden op de eigen pagina.

event-founded = Archief opgericht
event-person-added = Persoon toegevoegd
event-link-offered = Nieuwe aanmeldlink gemaakt voor iemand
event-regulation-drafted = Reglement opgesteld
event-regulation-consulted = Overleg met het personeel vastgelegd
event-interests-weighed = Belangen afgewogen
event-regulation-in-force = Reglement ingegaan
event-regulation-withdrawn = Reglement ingetrokken
event-notice-confirmed = Kennisgeving gelezen
event-seat-registered = Zetel vastgelegd
event-seat-drilled = Zetel geoefend
event-key-registered = Sleutel van een medewerker vastgelegd
event-copy-begun = Gesprek voor het eerst ingebracht
event-imported = Berichten toegevoegd
event-left-outside = Telling van wat buiten een inbreng bleef
event-import-lacks = Een inbreng mist wat een eerdere had
event-case-requested = Dossier aangevraagd
event-case-approved = Goedgekeurd door een zetel
event-case-released = Dossier vrijgegeven
event-looked = Gelezen in de leeskamer
event-disclosed = Inzage gemeld aan een medewerker
event-attempt-refused = Poging geweigerd
event-case-ended = Dossier beëindigd
event-archive-recovered = Verder gegaan na een herstelde reservekopie
event-clock-changed = De klok van de machine is verzet
event-hold-proposed = Bewaarbevel voorgesteld; het geldt meteen
event-hold-set = Bewaarbevel bevestigd
event-hold-refused = Voorstel voor een bewaarbevel geweigerd
event-hold-release-proposed = Voorgesteld om een bewaarbevel op te heffen
event-hold-kept = Bewaarbevel blijft gelden
event-hold-released = Bewaarbevel opgeheven

# People
people-lead = Wie er werkt en wat ieder mag. Rollen die elkaar controleren, gaan niet samen.
people-none = Er is nog niemand toegevoegd.
people-none-next = Begin met de mensen die een zetel houden. Daarna de anderen, tegelijk.
people-column-name = Naam
people-column-roles = Rollen
people-column-notice = Kennisgeving
people-column-link = Inloggen
people-since = Sinds { $at }
people-notice-read = Gelezen
people-notice-unread = Nog niet gelezen
people-new-link = Nieuwe link
people-add-title = Mensen toevoegen
people-field-name = Namen
people-hint-name = Eén naam per regel. Iedereen op de lijst krijgt dezelfde rollen.
people-field-roles = Rollen
people-apart = De server weigert rollen die niet bij één persoon horen, zoals beoordelaar en zetel.
people-add-button = Toevoegen en links maken
people-hint-employee = Ziet op een eigen pagina wat er bewaard is en wie het opende.
people-hint-reviewer = Vraagt een dossier aan en leest wat is goedgekeurd.
people-hint-privacy-contact = Let op de privacy van het personeel, kan een dossier sluiten en heeft een stem over bewaarbevelen.
people-hint-staff-seat = Houdt een sleutel namens het personeel, bijvoorbeeld een gekozen collega of een buitenstaander.
people-hint-employer-seat = Houdt een sleutel namens de werkgever.
people-hint-owner = Maakt het reglement en voegt mensen toe.
people-link-title = Inloglink
people-link-for = Een link voor { $name }
people-link-lead = Geef deze link zelf aan { $name }, het liefst persoonlijk.
people-links-for = Links voor { $count } mensen
people-links-lead = Geef ieder zelf de eigen link, het liefst persoonlijk. U kunt deze pagina afdrukken en in stroken knippen.
people-link-once = U ziet dit alleen nu. Wie een link heeft, kan er één keer mee inloggen.
people-link-back = Terug naar de lijst

# Legal holds
holds-lead = Wat onder een bewaarbevel valt, wordt niet gewist, wat er verder ook geldt.
holds-meaning-title = Zo werkt het
holds-meaning-one = Eén persoon stelt het voor, en dan geldt het meteen. Eerst bewaren, dan overleggen.
holds-meaning-two = Een tweede bevestigt het. Dat is iemand die voor een andere kant spreekt dan de eerste.
holds-meaning-release = Opheffen doen er twee: iemand namens de werkgever, en iemand namens het personeel of de contactpersoon privacy. Zegt iemand dat het moet blijven, dan blijft het.
holds-meaning-refuse = Heeft een voorstel geen grond, dan kan de contactpersoon privacy het weigeren zolang niemand het bevestigde. Wie voor de werkgever of het personeel spreekt, kan dat niet.
holds-meaning-time = Het heeft geen einddatum en vervalt nooit vanzelf. Kijk dus af en toe of het nog nodig is.
holds-meaning-read = Het maakt niets leesbaar. Lezen kan alleen in een dossier. Wie het aangaat, ziet op de eigen pagina dat het er is, sinds wanneer en waarom.
holds-binding-title = Wat nu geldt
holds-none = Er geldt geen bewaarbevel.
holds-none-next = Staat er een toezichthouder voor de deur, of komt er een claim? Stel er dan hieronder een voor.
holds-column-on = Waarop
holds-column-ground = Grond
holds-column-state = Stand
holds-column-steps = Wat u kunt doen
holds-everything = Alles in het archief
holds-no-step = Nu is iemand anders aan de beurt.
holds-state-proposed = Geldt, nog niet bevestigd
holds-state-set = Geldt
holds-state-release-proposed = Geldt, opheffen voorgesteld
holds-state-released = Opgeheven
holds-state-refused = Geweigerd
holds-said-proposed = Voorgesteld door { $who }, { $voice }, op { $at }
holds-said-confirmed = Bevestigd door { $who }, { $voice }, op { $at }
holds-said-release = Opheffen voorgesteld door { $who }, { $voice }, op { $at }
holds-said-released = Opgeheven door { $who }, { $voice }, op { $at }
holds-said-refused = Geweigerd door { $who }, { $voice }, op { $at }
holds-step-confirm = Bevestig
holds-step-refuse = Weiger
holds-step-keep = Laat het gelden
holds-step-confirm-release = Hef op
holds-step-propose-release = Stel voor het op te heffen
holds-propose-title = Een bewaarbevel voorstellen
holds-propose-lead = Zodra u op de knop drukt, wordt niets meer gewist van wat u hier kiest.
holds-field-on = Waarop?
holds-field-ground = Op welke grond?
holds-hint-regulator = Een toezichthouder vraagt om stukken of doet een inval.
holds-hint-legal-claim = Er is een claim, of die is te verwachten.
holds-hint-subjects-claim = Iemand over wie het gaat heeft het nodig om zelf iets te bewijzen, en vraagt het niet te wissen.
holds-field-reference = Kenmerk van buiten
holds-hint-reference = Bijvoorbeeld het zaaknummer van de toezichthouder of de rechtbank. Noem geen namen.
holds-propose-button = Laat het nu gelden
holds-ended-title = Wat niet meer geldt

# Making the regulation
regulate-lead = In vier stappen, steeds in deze volgorde: eerst de waarborgen, dan pas de vraag of het nodig is.
regulate-text-link = Lees de tekst zoals uw mensen die lezen
regulate-withdrawn = Het vorige reglement is ingetrokken op { $at }. Er komt niets bij en niemand mag iets openen, tot er een nieuw reglement geldt.
regulate-draft-title = Concept
regulate-draft-lead = Kies welke gesprekken bewaard mogen worden. De rest van het reglement staat klaar: vaste doelen, dossiers van ten hoogste 14 dagen, en altijd goedkeuring van beide kanten.
regulate-field-classes = Welke gesprekken mogen bewaard worden?
regulate-hint-business-company = Hoort bij het werk. Privégesprekken blijven er buiten als ze zo gemarkeerd zijn.
regulate-hint-business-private = Alleen het zakelijke account. De rest van de telefoon blijft buiten beeld.
regulate-hint-personal-company = Alleen wat de medewerker zelf per gesprek bevestigt.
regulate-hint-personal-private = Alleen wat de medewerker zelf per gesprek inbrengt. Niemand ziet wie dat niet doet.
regulate-draft-button = Maak het concept
regulate-difference = Wat er verandert ten opzichte van het vorige reglement
regulate-consult-title = Overleg met het personeel
regulate-consult-lead = Bespreek het concept met iedereen voordat het ingaat. Schrijf op wanneer dat was en wat er met de opmerkingen is gedaan.
regulate-field-held = Wanneer was het overleg?
regulate-field-outcome = Wat is er gezegd, en wat hebt u ermee gedaan?
regulate-hint-outcome = Enkele zinnen zijn genoeg. Noem geen namen.
regulate-consult-button = Leg het overleg vast
regulate-consulted = Gehouden op { $day }.
regulate-consult-later = Komt na het concept.
regulate-weigh-title = Waarborgen en afweging
regulate-weigh-lead = De afweging gaat pas open als deze vier staan.
regulate-weigh-suggestion = Er staat een voorstel klaar. Pas het aan tot het klopt voor uw organisatie.
regulate-weigh-closed = De afweging gaat open zodra alle vier de waarborgen staan.
regulate-weigh-later = Komt na het overleg.
regulate-field-interest = Welk belang heeft u bij het bewaren?
regulate-field-necessity = Waarom is iets lichters niet genoeg?
regulate-field-balance = Wat weegt aan de kant van uw mensen, en wat doet u daarvoor?
regulate-weigh-button = Leg de afweging vast
safeguard-regulation = Reglement
safeguard-regulation-hint = Opgesteld, en besproken met het personeel.
safeguard-seats = Zetels
safeguard-seats-hint = Aan beide kanten bezet en geoefend.
safeguard-seats-link = Naar de zetels
safeguard-notice = Kennisgeving
safeguard-notice-hint = Klaar om te lezen en te bevestigen.
safeguard-ledger = Inzagelogboek
safeguard-ledger-hint = Ondertekend controlepunt aanwezig.
regulate-force-title = Ingaan
regulate-force-lead = Alles staat. Vanaf nu kunnen mensen hun gesprekken inbrengen, nadat ze de kennisgeving hebben gelezen.
regulate-force-button = Laat het reglement ingaan
regulate-force-later = Komt als laatste.
regulate-confirmed = { $confirmed } van { $employees } medewerkers hebben de kennisgeving gelezen.
regulate-withdraw-title = Het reglement intrekken
regulate-withdraw-lead = Daarna komt er niets meer bij en eindigen alle dossiers. Wat er is, blijft verzegeld tot de bewaartermijn voorbij is.
regulate-withdraw-button = Trek het reglement in

# Seats
seats-lead = Elke sleutel is in tweeën: één helft bij de werkgever, één bij het personeel. Openen lukt alleen samen.
seats-stand = Beide kanten staan
seats-lack = Nog niet compleet
seats-quorum = { $threshold } van { $seats } zetels is genoeg voor deze helft
seats-since = sinds { $at }
seats-drilled = Geoefend
seats-not-drilled = Nog niet geoefend
seats-vacant = { $count ->
    [one] Nog { $count } zetel vrij
   *[other] Nog { $count } zetels vrij
 }
seats-make-title = Uw zetel maken
seats-make-lead = U mag een zetel houden voor deze kant: { $side }. De sleutel ontstaat op uw eigen computer en komt nooit op de server.
seats-make-token = Maak een token.
seats-make-run = Voer deze opdracht uit. Zij vraagt om een wachtwoordzin en oefent de zetel meteen.
seats-make-keep = Bewaar het sleutelbestand op twee plaatsen, en de wachtwoordzin ergens anders. Niemand kan ze voor u terughalen.
seats-why-title = Waarom zetels?
seats-why = Zo kan niemand alleen lezen: de werkgever niet, het personeel niet, en de server al helemaal niet. En omdat elke kant een zetel meer heeft dan nodig, kan ook niemand in zijn eentje alles tegenhouden.
seats-drill-why = Oefenen betekent dat de zetel laat zien dat zijn sleutel werkt. Zonder oefening gaat het reglement niet in.

# Tokens
token-make = Maak een token
token-title = Uw nieuwe token
token-lead = Met dit token weet de server dat een opdracht van u komt.
token-once = U ziet het token alleen nu. Deel het met niemand.
token-until = Het werkt tot { $until }.
token-for-import = Een gesprek inbrengen
token-for-seat = Een zetel maken
token-for-approve = Een dossier goedkeuren
token-back = Klaar

# Cases
cases-lead = Lezen kan alleen in een dossier: voor één doel, bepaalde gesprekken en dagen, en een beperkte tijd.
cases-new = Dossier aanvragen
cases-none = Er is nog nooit iets geopend.
cases-none-reviewer = Is er een klacht of een verschil over een afspraak? Probeer het eerst zonder lezen. Lukt dat niet, vraag dan een dossier aan.
cases-none-other = Komt er een aanvraag, dan staat zij hier.
cases-column-state = Stand
cases-column-reviewer = Beoordelaar
cases-column-requested = Aangevraagd
cases-column-deadline = Eindigt
cases-missing = Wacht op: { $side }
case-waiting = Wacht op goedkeuring
case-open = Open
case-over = Voorbij

# Asking for access
ask-title = Dossier aanvragen
ask-lead = Hoe preciezer u vraagt, hoe eerder de zetels ja kunnen zeggen.
ask-nothing = Er zijn nog geen gesprekken ingebracht.
ask-nothing-hint = Er valt dus niets te openen. Vraag het de collega die erbij was.
ask-purpose = Doel
ask-purpose-hint = Alleen doelen uit het reglement. Iemands functioneren of ontslag hoort daar niet bij.
ask-why = Waarom
ask-reason = Wat is er gebeurd?
ask-reason-hint = Noem het voorval en, als het er is, een kenmerk van buiten, zoals een klachtnummer.
ask-necessity = Waarom is iets lichters niet genoeg?
ask-necessity-hint = Wat hebt u al geprobeerd? Het de collega vragen, de offerte, de mail?
ask-scope = Gesprekken en dagen
ask-scope-hint = De namen van gesprekken zijn verzegeld. U kiest op wie het inbracht en op dagen.
ask-held-by = Gesprek van { $holder }
ask-from = Van
ask-to = Tot en met
ask-how = Hoe lang en hoe
ask-days = Aantal dagen open
ask-days-hint = Ten hoogste { $count }. Daarna wordt de sleutel vernietigd.
ask-export = Ik wil een bewijsbundel meenemen
ask-export-hint = Alleen wat binnen het dossier valt. De zetels zien dat u dit vraagt. Deze versie van Zegel legt de vraag vast, maar maakt de bundel nog niet.
ask-preview = Bekijk wat dit zou openen
ask-preview-hint = U ziet alleen aantallen. Er wordt nog niets gevraagd.
ask-preview-title = Dit zou het openen
ask-preview-lead = { $count ->
    [one] { $count } bericht
   *[other] { $count } berichten
 } in totaal. Inhoud ziet u pas na goedkeuring van beide kanten.
ask-preview-period = Periode
ask-preview-days = Dagen met berichten
ask-preview-people = Collega's die het aangaat
ask-preview-again = Opnieuw bekijken
ask-verdict = Wat de regels zeggen
ask-final = Na het versturen kan niemand de aanvraag nog veranderen. De zetels keuren precies deze tekst goed of af, en de collega's die het aangaat zien elke keer dat u leest.
ask-send = Verstuur de aanvraag
check-regulation-yes = Er geldt een reglement.
check-regulation-no = Er geldt geen reglement (R1).
check-role-yes = Uw rol mag een dossier aanvragen.
check-role-no = Uw rol mag geen dossier aanvragen (R2).
check-purpose-yes = Het doel staat in het reglement.
check-purpose-no = Kies een doel uit het reglement.
check-words-yes = U legt uit wat er gebeurde en waarom dit nodig is.
check-words-no = Leg uit wat er gebeurde en waarom iets lichters niet volstaat.
check-scope-yes = De gesprekken en dagen zijn gekozen.
check-scope-no = Kies ten minste één gesprek, met de dagen in de goede volgorde.
check-duration-yes = De termijn past in het reglement.
check-duration-no = De termijn is langer dan het reglement toestaat.
check-seats-yes = Aan beide kanten kan iemand anders dan u antwoorden.
check-seats-no = Aan een van beide kanten is er geen zetel die kan antwoorden.

# One case
case-answer-by = Zonder antwoord vervalt de aanvraag op { $at }.
case-answer-title = Uw antwoord
case-open-until = Lezen kan tot { $at }.
case-key-gone = De sleutel is vernietigd. Niemand kan hier nog in lezen.
case-room-title = Leeskamer
case-room-lead = Elke keer dat u iets bekijkt, wordt vastgelegd en gemeld aan wie het aangaat.
case-room-button = Naar de leeskamer
case-agent-lead = Lees de voorwaarden. Bent u het eens, keur dan goed. In het echt gebruikt u daarvoor een eigen sleutelbestand; in deze demo bewaart een apart programma op deze machine de sleutels.
case-agent-button = Keur goed als { $holder } ({ $side })
case-staff-first = Uw zetel kan goedkeuren zodra een zetel van het personeel dat heeft gedaan. Weigeren kan nu al.
case-seat-title = Zo gaat het met een eigen sleutel
case-seat-lead = Lees de voorwaarden. Bent u het eens, voer dan deze opdracht uit op de computer met uw zetel:
case-seat-hint = De opdracht rekent eerst na dat de aanvraag in het logboek staat.
case-terms-title = Voorwaarden
case-terms-fixed = Sinds de aanvraag kan niemand hier iets aan veranderen.
case-export = Bewijsbundel
case-export-yes = Gevraagd
case-export-no = Niet gevraagd
case-approvals-title = Goedkeuringen
case-approval-earlier = Met een kortere termijn: tot { $at }
case-lacking = { $count ->
    [one] Nog { $count } goedkeuring nodig
   *[other] Nog { $count } goedkeuringen nodig
 }
case-timeline-title = Wat er gebeurde
case-log-index = regel { $count } van het logboek
case-deny-title = Deze aanvraag weigeren
case-deny-lead = Eén nee is genoeg. Er wordt niets geopend; de beoordelaar kan later met een betere reden opnieuw vragen.
case-deny-button = Weiger de aanvraag
case-close-title = Dit dossier sluiten
case-close-lead = De leeskamer stopt en de sleutel wordt vernietigd. Dat is niet terug te draaien.
case-close-button = Sluit het dossier

# The demo
demo-title = Demo
demo-lead = Een verzonnen bedrijf met { $count } mensen. Een klant klaagt over een afspraak die in een chat staat. Speel na wie wat mag, en kijk mee met de ander.
demo-employer-side = Kijk als de werkgever
demo-employer-side-hint = Opent een nieuw venster, als de beoordelaar. Die leest namens de werkgever wat is goedgekeurd.
demo-employee-side = Kijk als de medewerker
demo-employee-side-hint = Zet dit venster ernaast. Leest de beoordelaar iets, ververs dan: { $name } ziet het.
demo-roles-title = Stap in een rol
demo-roles-lead = In deze volgorde speelt u het verhaal na. De beoordelaar heeft al iets gevraagd. Laat beide zetels goedkeuren, eerst die van het personeel. Lees dan als beoordelaar, en kijk als medewerker wat u daarvan ziet.
demo-become = Word { $name }
demo-card-employee = Ziet wat er over hem of haar bewaard is, en elke keer dat iemand het opent.
demo-card-reviewer = Vraagt een dossier aan voor de klacht, en leest wat is goedgekeurd.
demo-card-privacy-contact = Houdt toezicht en kan een dossier sluiten.
demo-card-staff-seat = Zegt ja of nee namens het personeel. Zonder dit ja gaat niets open.
demo-card-employer-seat = Zegt ja of nee namens de werkgever.
demo-card-owner = Maakte het reglement en voegt mensen toe.
demo-look-title = Kijk ook hier
demo-waiting-case = Het dossier dat wacht op goedkeuring
demo-closed-case = Een dossier dat al gesloten is
demo-see-log = Het logboek, dat meeloopt terwijl u klikt
demo-see-admin = Wat een beheerder met alle rechten op de database ziet
demo-see-advice = Mag dit eigenlijk? De eerste vraag van elke werkgever

# What SQL sees
admin-title = Wat een beheerder ziet
admin-lead = Zo zien de tabellen eruit voor iemand met alle rechten op de database. Wat er in de gesprekken staat, is versleuteld.
admin-clear = Wel leesbaar zijn de dagen en aantallen, wie een gesprek inbracht, de namen van medewerkers, en het logboek met de redenen van aanvragen.
admin-legend = versleuteld
admin-legend-hint = kan deze server zelf niet openen.
admin-rows = { $count ->
    [one] { $count } rij
   *[other] { $count } rijen
 }
admin-empty = Deze tabel is leeg.

# Verifying without the server
verify-link = Zo rekent u het na
verify-title = Zelf narekenen
verify-lead = U hoeft ons niet te geloven. Met het programma zegel en de sleutel van het logboek rekent u op uw eigen computer na dat er niets is veranderd of weggehaald.
verify-key-title = Eerst de sleutel
verify-key = Dit is de sleutel waarmee het logboek ondertekend wordt. Schrijf hem over op een plek buiten deze server, of vergelijk hem met een collega: alleen dan bewijst hij iets.
verify-proof-title = Een bewijs van uw eigen pagina
verify-proof = Bij elke inzage op uw pagina hoort een bewijs. Download het en voer deze opdracht uit, met de naam van uw bestand. Er is geen internet bij nodig.
verify-proof-sound = Ziet u “sound”, dan staat precies deze regel in het logboek, en laat de opdracht zien wat erin staat.
verify-log-title = Het hele logboek
verify-log = Deze opdracht haalt het logboek op en rekent elke regel na.
verify-since = Bewaar af en toe het controlepunt. Met een ouder controlepunt ziet u ook dat het logboek van nu daarop verdergaat:
verify-wrong-title = Klopt het niet?
verify-wrong = Dan is er iets met het logboek, of met uw bestand. Doe dit:
verify-wrong-keep = Bewaar het bestand en wat de opdracht zei. Download het bewijs daarna nog een keer.
verify-wrong-compare = Vergelijk uw controlepunt met dat van een collega of een zetel. Spreken ze elkaar tegen, dan hebt u samen het bewijs dat het logboek herschreven is.
verify-wrong-tell = Vertel het de contactpersoon privacy en een zetel van het personeel.
verify-limit-title = Wat dit niet bewijst
verify-limit = Het bewijs gaat over wat er in het logboek staat. Het kan niet bewijzen dat er buiten het logboek om nooit iets is gebeurd.

# Lists that are longer than a page
list-find = Alleen mensen met in hun naam
list-more = Er zijn er meer dan deze. Typ een deel van een naam.
list-find-button = Tonen
list-nobody = In deze lijst staat niemand met die naam.
