room-name = Leeskamer
room-skip = Naar de inhoud
room-purpose = Doel
room-time-left = Nog
room-close = Leeskamer sluiten
room-navigation = In deze leeskamer
room-overview = Overzicht
room-search = Zoeken
room-marked = Gemarkeerd
room-logged = Wat u opent, wordt vastgelegd. Betrokken medewerkers zien het.

room-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagen
 }
room-hours = { $count } uur
room-minutes = { $count ->
    [one] { $count } minuut
   *[other] { $count } minuten
 }
room-both = { $large } en { $small }
room-moment = minder dan een minuut

room-mon = maandag
room-tue = dinsdag
room-wed = woensdag
room-thu = donderdag
room-fri = vrijdag
room-sat = zaterdag
room-sun = zondag

room-waiting-title = Wachten op de sleutelhouders
room-waiting-lead = Nog niemand kan lezen wat u vroeg. Beide kanten moeten eerst ja zeggen: de werkgever en het personeel.
room-approved = heeft ja gezegd op
room-not-approved = moet nog ja zeggen
room-answer-by = Zegt niemand iets, dan vervalt uw aanvraag op
room-asked = Waarvoor u toegang vroeg
room-look-again = Kijk of er iets veranderd is
room-waiting-note = Laat de leeskamer open staan: de sleutel van dit dossier bestaat alleen hier, in het geheugen. Sluit u haar, dan moet u opnieuw aanvragen.
room-opening-title = De leeskamer gaat open
room-opening-lead = Beide kanten hebben ja gezegd. De berichten worden nu opgehaald, gecontroleerd en in het geheugen geopend. Dat duurt meestal enkele seconden.

room-overview-title = Wat dit dossier opent
room-overview-lead = Dit zijn de gesprekken en dagen die u mag lezen. Meer is er niet te zien, ook niet door te zoeken.
room-nothing-released = In deze gesprekken en dagen zijn geen berichten bewaard. Sluit de leeskamer; wilt u andere dagen lezen, vraag dan opnieuw een dossier aan.
room-conversation = Gesprek { $number }
room-copy-of = zoals bewaard bij
room-copy = Kopie
room-scope = Dagen
room-to = tot en met
room-messages = Berichten
room-source = Bron
room-provenance-word = Herkomst
room-source-a = ondertekend door het platform
room-source-b = database van het toestel
room-source-c = tekstexport
room-provenance-ask = Hoe zeker is deze bron?
room-provenance-a = Rechtstreeks van het platform ontvangen, met handtekening. De inhoud is door niemand hier te veranderen.
room-provenance-b = Gelezen uit een reservekopie of database van het toestel. Wie het toestel beheert, had de inhoud kunnen veranderen.
room-provenance-c = Gelezen uit een tekstexport. Zo'n bestand kan iedereen schrijven of aanpassen voordat het wordt aangeboden. Dat het sindsdien gelijk is gebleven, is wel te bewijzen.
room-zone-stated = Tijden zoals de telefoon ze schreef, gelezen als { $zone }. De export noemt geen tijdzone; wie het gesprek inbracht, heeft deze opgegeven.
room-zone-moment = Tijden zoals een klok in { $zone } ze aanwees. De bron kent van elk bericht het moment.
room-no-days = Op de gevraagde dagen zijn geen berichten bewaard. Een ander gesprek of andere dagen vragen kan alleen met een nieuw dossier.
room-count = { $count ->
    [one] { $count } bericht
   *[other] { $count } berichten
 }

room-turn = Andere dagen
room-first-day = Eerste dag van dit dossier
room-last-day = Laatste dag van dit dossier
room-parts = Delen
room-part = Deel { $part }
room-part-before = Vorig deel
room-part-after = Volgend deel
room-own = houder van deze kopie
room-edited = bewerkt
room-deleted = Verwijderd bericht
room-raw-time = In de bron: { $time }
room-mark = Markeren
room-unmark = Markering weghalen
room-picture = Foto of afbeelding bij dit bericht
room-download = downloaden (verlaat de leeskamer)
room-absent = Bijlage niet in de bron:
room-named = Bijlage:
room-do = Wat u kunt doen
room-back = Naar het overzicht
room-kind-call = Oproep
room-kind-location = Locatie
room-kind-contact = Contactkaart
room-kind-poll = Peiling

room-search-title = Zoeken in dit dossier
room-search-lead = Er wordt alleen gezocht in de berichten van dit dossier. Uw zoekwoorden verlaten de leeskamer niet. Vastgelegd wordt dát u zocht en in welke gesprekken u iets vond.
room-search-label = Zoekwoorden
room-search-go = Zoeken
room-how = Zo zoekt u
room-how-word-example = lekkage ketel
room-how-word = beide woorden, in elke vorm: vergadering vindt ook vergaderingen
room-how-phrase-example = "nieuwe ketel"
room-how-phrase = precies deze woorden, in deze volgorde
room-how-beginning-example = lek*
room-how-beginning = woorden die zo beginnen
room-how-without-example = ketel -offerte
room-how-without = wel het ene woord, niet het andere
room-earlier = Eerder gezocht in deze leeskamer
room-earlier-note = Deze lijst staat alleen in het geheugen en verdwijnt met de leeskamer.
room-results-title = Gevonden
room-hits = { $count ->
    [one] { $count } bericht gevonden
   *[other] { $count } berichten gevonden
 }
room-hits-in = { $count ->
    [one] in { $count } gesprek.
   *[other] in { $count } gesprekken.
 }
room-no-hits = Niets gevonden in dit dossier.
room-no-hits-why = Misschien staat het er met andere woorden. Met een sterretje (lek*) vindt u alle woorden die zo beginnen.

query-empty = Typ een woord om op te zoeken.
query-no-word = Hier staat geen woord in. Typ ten minste een woord of getal.
query-only-unwanted = U zegt alleen wat u niet zoekt. Zet er een woord bij dat u wel zoekt.
query-open-quote = Er staat een aanhalingsteken te veel of te weinig. Zet er een voor en een achter de woorden.
query-stray-star = Een sterretje kan alleen achter een woord staan, zoals in lek*.
query-short-beginning = Zet ten minste twee letters voor het sterretje.
query-too-long = Dit is te veel tegelijk. Zoek met hooguit zestien woorden.

room-marked-title = Wat u markeerde
room-marked-lead = Markeringen staan alleen in het geheugen en verdwijnen met de leeskamer.
room-none-marked = U hebt nog niets gemarkeerd.
room-none-marked-how = Klik op het sterretje naast een bericht. U vindt het hier dan terug.

room-together = Naast elkaar
room-together-title = Kopieën naast elkaar
room-together-lead = Meer mensen kunnen een kopie van één gesprek hebben. Hier staan hun kopieën naast elkaar, zodat u ziet wat er in een daarvan ontbreekt of anders staat. De kopieën zelf blijven zoals ze zijn.
room-together-none = Geen twee kopieën in dit dossier zijn van hetzelfde gesprek.
room-together-none-why = Kopieën komen bij elkaar als ze genoeg berichten van dezelfde dagen delen. Wilt u een gesprek vergelijken, vraag dan de kopieën van meer deelnemers aan.
room-together-copies = { $count ->
   *[other] { $count } kopieën van één gesprek
 }
room-together-open = Vergelijk ze
room-together-set = Vergelijking { $number }
room-differences = { $count ->
    [0] Geen verschillen
    [one] { $count } verschil
   *[other] { $count } verschillen
 }
room-beside-lead = Een verschil is een bericht dat uit een kopie is verwijderd of daarin iets anders zegt. Wat al een verklaring heeft, zoals later in de groep komen, is geen verschil.
room-beside-copies = De kopieën
room-beside-range = Van het eerste tot het laatste bericht
room-beside-found = Anders dan in de andere
room-beside-nothing = Alles staat er, en hetzelfde
room-beside-days = Dag voor dag
room-beside-message = Bericht
room-beside-app = de app zelf
room-beside-same = hetzelfde
room-beside-other-time = { $time } volgens de klok van deze telefoon
room-clock-ahead = { $count ->
    [one] De klok loopt { $count } minuut voor op die van de langste kopie
   *[other] De klok loopt { $count } minuten voor op die van de langste kopie
 }
room-clock-behind = { $count ->
    [one] De klok loopt { $count } minuut achter op die van de langste kopie
   *[other] De klok loopt { $count } minuten achter op die van de langste kopie
 }
room-members = Wie wanneer in de groep zat
room-members-lead = Volgens wat de app zelf zegt in een van de kopieën. Waar geen kopie vertelt hoe iets begon of eindigde, staat dat erbij.
room-holds-a-copy = heeft hier een kopie
room-nobody-named = iemand zonder naam
room-stay = { $from }; { $to }
room-stay-untold = Geen kopie vertelt wanneer.
room-came-created = maakte de groep op { $at }
room-came-added = toegevoegd op { $at }
room-came-added-by = toegevoegd op { $at } door { $by }
room-came-joined = kwam erbij op { $at }
room-came-untold = al aanwezig voordat de kopieën beginnen
room-went-left = ging weg op { $at }
room-went-removed = verwijderd op { $at }
room-went-removed-by = verwijderd op { $at } door { $by }
room-went-not = vertrek nergens gezien
room-went-untold = weg op een moment dat geen kopie vertelt
room-odd = Wat niet klopt
room-odd-spoke-outside = { $count ->
    [one] { $name } schreef vanaf { $at } { $count } bericht zonder in de groep te zitten, voor zover de kopieën dat vertellen.
   *[other] { $name } schreef vanaf { $at } { $count } berichten zonder in de groep te zitten, voor zover de kopieën dat vertellen.
 }
room-odd-came-twice = { $name } kwam op { $at } hoewel die er al was; geen kopie vertelt wanneer die was weggegaan.
room-odd-went-twice = { $name } ging op { $at } hoewel die er niet was; geen kopie vertelt wanneer die was gekomen.
room-odd-spoke-before = { $name } schreef voordat die volgens de kopieën op { $at } kwam; geen kopie vertelt wanneer die eerder was weggegaan.
room-verdict-present = aanwezig
room-verdict-deleted-for-me = verwijderd uit deze kopie
room-verdict-deleted-for-all = voor iedereen verwijderd
room-verdict-altered = veranderd
room-verdict-before-joining = van vóór de komst
room-verdict-after-leaving = van na het vertrek
room-verdict-not-yet-delivered = misschien nog niet bezorgd
room-verdict-outside-range = buiten de tijd van deze kopie
room-verdict-unknown = niet te zeggen
room-why-here = { $count ->
    [one] Het staat er; geen andere kopie heeft het.
   *[other] Het staat er, hetzelfde in { $count } kopieën.
 }
room-why-edited-here = Gemarkeerd als bewerkt; een andere kopie heeft een versie van ervoor of erna.
room-why-edited-elsewhere = Een andere kopie markeert het als bewerkt: de bewerking heeft deze telefoon misschien niet bereikt.
room-why-kinds = De kopieën tonen het als verschillende soorten dingen; welke klopt, vertellen ze niet.
room-why-tombstone = { $count ->
    [0] De plaats is gemarkeerd als verwijderd; geen kopie heeft wat er stond.
    [one] De plaats is gemarkeerd als verwijderd; { $count } andere kopie heeft wat er stond.
   *[other] De plaats is gemarkeerd als verwijderd; { $count } andere kopieën hebben wat er stond.
 }
room-why-differs = De { $count } kopieën die het hebben verschillen en geen markeert het als bewerkt. Welke is veranderd, vertellen ze niet.
room-why-odd-one-out = { $count } andere kopieën zijn het met elkaar eens; deze wijkt af en geen markeert het als bewerkt.
room-why-ascribed = De { $count } kopieën die het hebben schrijven het niet aan dezelfde persoon toe.
room-why-file = Van de { $count } kopieën die het hebben bevat deze een bestand met andere bytes.
room-why-joined = Geschreven voordat de houder van deze kopie kwam, op { $at }.
room-why-left = Geschreven nadat de houder van deze kopie wegging, op { $at }.
room-why-left-and-back = Geschreven nadat de houder van deze kopie wegging, op { $at }, en voordat die terugkwam op { $back }.
room-why-back = De houder van deze kopie kwam terug op { $at }; geen kopie vertelt wanneer die was weggegaan.
room-why-gone = De houder van deze kopie was weg.
room-why-begins = Deze kopie begint later, op { $at }.
room-why-ends = Deze kopie eindigt eerder, op { $at }.
room-why-nothing-later = Daarna staat er in deze kopie niets van anderen: de telefoon heeft het misschien nog niet ontvangen. Of het is verwijderd, vertellen de kopieën niet.
room-why-sender-silent = Daarna staat er niets van de afzender in deze kopie, die eindigt op { $at }: misschien was het nog niet verstuurd, of het is verwijderd.
room-why-missing = { $count ->
    [one] Hier staat niets, tussen regels die er wel zijn, terwijl { $count } andere kopie het heeft.
   *[other] Hier staat niets, tussen regels die er wel zijn, terwijl { $count } andere kopieën het hebben.
 }
room-why-missing-own = De houder schreef het, dus het stond op deze telefoon. Wie het verwijderde, van de telefoon of uit de export, vertellen de kopieën niet.
room-why-missing-theirs = Alleen op deze telefoon of uit deze export verwijderd, of, wat de kopieën niet uitsluiten, daar nooit bezorgd.
room-why-vanishing = Berichten verdwenen vanzelf sinds { $at }: dat het ontbreekt, zegt niets.
room-why-blocked = De houder had het contact geblokkeerd sinds { $at }: het kwam niet aan.
room-why-new-phone = De houder lijkt op { $at } een andere telefoon te hebben gekregen: het is misschien niet meegekomen.
room-why-may-be-here = Wat dezelfde persoon op { $at } stuurde staat alleen in deze kopie en kan het zijn: een bericht kan later aankomen dan het is geschreven.
room-why-not-sent = Op de telefoon die het heeft is het een concept, of wacht het of is het versturen mislukt.
room-why-withheld = Deze dag hoort bij deze kopie niet of niet helemaal tot wat er geopend is. Of het erin staat, is hier niet te zien.
room-why-versions = De kopie die het heeft is vaker ingebracht en heeft op dit moment nog een regel van dezelfde afzender: dit kan een andere versie daarvan zijn.
room-why-who-is-who = Er wordt te weinig gedeeld om te zeggen wie in deze kopie de afzender is.
room-why-not-every-phone = Niet elke telefoon schrijft zo'n regel.
room-why-nothing-shared = Deze kopie deelt te weinig met de andere om er iets over te zeggen.

room-over-what = Deze leeskamer is dicht.
room-over-closed = Het dossier is gesloten. De sleutel en alles wat geopend was, zijn gewist.
room-over-denied = Een sleutelhouder heeft nee gezegd. Er is niets geopend.
room-over-lapsed = Niet iedereen heeft op tijd ja gezegd. Er is niets geopend.
room-over-deadline = De tijd van dit dossier is om. De sleutel en alles wat geopend was, zijn gewist.
room-over-stopped = De leeskamer is gestopt. De sleutel en alles wat geopend was, zijn gewist.
room-over-do = Is er nog een goede reden om verder te lezen, vraag dan opnieuw toegang aan. De medewerkers zien op hun eigen pagina wat er is geopend.
room-unlogged-what = Dit wordt u niet getoond.
room-unlogged-why = Wat u hier opent moet eerst zijn vastgelegd, en dat is nu niet gelukt. Zonder vastlegging geen inzage.
room-unlogged-do = Probeer het over een minuut opnieuw. Lukt het dan nog niet, meld het aan wie het systeem beheert.
room-missing-what = Deze pagina hoort niet bij dit dossier.
room-missing-why = In dit dossier is er geen gesprek, dag, bericht of bestand met dit adres. Wat buiten de aanvraag valt, heeft deze leeskamer niet en kan zij niet openen.
room-missing-do = Ga terug naar het overzicht. Daar staat alles wat u mag lezen.
room-file-what = Deze bijlage kan niet worden getoond.
room-file-why = De bijlage is niet op te halen, of klopt niet met wat bij het bericht is vastgelegd.
room-file-do = Probeer het opnieuw. Blijft het zo, meld het aan wie het systeem beheert: een bewaarde bijlage mag nooit veranderen.
room-broken-what = Wat is vrijgegeven, klopt niet. Er wordt niets getoond.
room-broken-approvals = De handtekeningen van de sleutelhouders zijn niet in orde, of een kant ontbreekt. Zonder beide kanten gaat niets open.
room-broken-segments = Een deel van wat is vrijgegeven hoort niet bij deze aanvraag, ontbreekt of is veranderd.
room-broken-archive = Wat het archief heeft vrijgegeven, is niet op te halen of niet te lezen.
room-broken-index = De berichten konden niet in het geheugen worden gezet.
room-broken-do = Sluit deze leeskamer en meld het aan de contactpersoon privacy. Vraag daarna zo nodig opnieuw toegang aan.
room-foreign-what = Deze leeskamer is alleen via het archief te bereiken.
room-foreign-why = Het verzoek kwam niet van de server die deze leeskamer heeft geopend.
room-foreign-do = Open de leeskamer vanaf de pagina van uw dossier.

room-unreadable = { $count ->
    [one] { $count } bericht van deze dag is na het bewaren veranderd of verdwenen. Meld het aan de contactpersoon privacy.
   *[other] { $count } berichten van deze dag zijn na het bewaren veranderd of verdwenen. Meld het aan de contactpersoon privacy.
 }
