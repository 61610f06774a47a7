# Het reglement zoals mensen het lezen, de kennisgeving, en wat er verandert.

regulation-contact-fill = [naam van de contactpersoon privacy]

regulation-about-title = Waar dit over gaat
regulation-about = { $employer } bewaart gesprekken over het werk als bewijs. Dit reglement zegt wie wat mag, waarvoor en hoe lang. Het geldt voor iedereen die hier werkt, ook voor de eigenaar.
regulation-about-machine = Wat hier staat, voert Zegel ook zo uit. De tekst en de tabel zijn hetzelfde reglement. Wat er niet in staat, kan niet.

regulation-r1-title = R1. Eerst een reglement
regulation-r1 = Zolang er geen reglement geldt, wordt er niets bewaard en niets gelezen. Wordt het ingetrokken, dan stopt alles weer; alleen een bewaarbevel blijft gelden. Vanaf de eerste dag geldt alleen wat nodig is om een reglement te maken en om te weten wat er over u bewaard is:
regulation-role-may-this = { $role }: { $may }.
regulation-role-may = { $role } mag:

regulation-r2-title = R2. Wie wat mag
regulation-r2 = Alleen wat hieronder staat mag. Wie er niet bij staat, mag het niet.
regulation-r2-apart = Wie om toegang vraagt, keurt die nooit zelf goed. Een beoordelaar heeft geen zetel. Niemand heeft zetels van beide zijden, en de eigenaar heeft geen zetel namens het personeel.

regulation-may-manage-people = mensen toevoegen en hun rol geven
regulation-may-manage-regulation = het reglement schrijven, laten bespreken, laten gelden en intrekken
regulation-may-hold-seat-employer = een zetel van de werkgever houden
regulation-may-hold-seat-staff = een zetel van het personeel houden
regulation-may-confirm-notice = bevestigen dat de kennisgeving gelezen is
regulation-may-see-own = zien wat er over hem of haar bewaard is, en wie dat opende
regulation-may-request-case = om toegang vragen, met een doel, een paar gesprekken en een einde
regulation-may-approve-case-employer = een aanvraag goedkeuren namens de werkgever
regulation-may-approve-case-staff = een aanvraag goedkeuren namens het personeel
regulation-may-deny-case = een aanvraag weigeren; dat is dan het einde ervan
regulation-may-read = lezen wat in het eigen dossier is vrijgegeven, tot de einddatum
regulation-may-close-case = een dossier eerder sluiten
regulation-may-oversee-cases = zien welke dossiers er zijn, waarvoor en hoe ze afliepen, nooit de inhoud
regulation-may-propose-hold-employer = namens de werkgever een bewaarbevel voorstellen; dat geldt meteen
regulation-may-confirm-hold-employer = namens de werkgever een bewaarbevel bevestigen, of tegenhouden dat het wordt opgeheven
regulation-may-release-hold-employer = namens de werkgever voorstellen om een bewaarbevel op te heffen, of daar als tweede ja op zeggen
regulation-may-propose-hold-staff = namens het personeel een bewaarbevel voorstellen; dat geldt meteen
regulation-may-confirm-hold-staff = namens het personeel een bewaarbevel bevestigen, of tegenhouden dat het wordt opgeheven
regulation-may-release-hold-staff = namens het personeel voorstellen om een bewaarbevel op te heffen, of daar als tweede ja op zeggen
regulation-may-propose-hold-privacy = voor de privacy een bewaarbevel voorstellen; dat geldt meteen
regulation-may-confirm-hold-privacy = voor de privacy een bewaarbevel bevestigen, of tegenhouden dat het wordt opgeheven
regulation-may-release-hold-privacy = voor de privacy voorstellen om een bewaarbevel op te heffen, of daar als tweede ja op zeggen
regulation-may-refuse-hold = een voorgesteld bewaarbevel weigeren als het geen grond heeft
regulation-may-capture-business-company = eigen gesprekken aanleveren van een zakelijk account op een zakelijke telefoon
regulation-may-capture-business-private = eigen gesprekken aanleveren van een zakelijk account op een privételefoon
regulation-may-capture-personal-company = eigen gesprekken aanleveren van een privéaccount op een zakelijke telefoon
regulation-may-capture-personal-private = eigen gesprekken aanleveren van een privéaccount op een privételefoon

regulation-purposes-title = Waarvoor er gelezen mag worden
regulation-purposes = Alleen hiervoor:
regulation-purposes-none = Er staat geen enkel doel op de lijst. Er kan dus niet gelezen worden.
regulation-purposes-never = De lijst is gesloten. Functioneren, gedrag, ziekte en ontslag staan er niet op en komen er niet op.

regulation-r3-title = R3. Welke gesprekken
regulation-r3 = Het account en de telefoon bepalen wat er binnenkomt. Alles wat hier niet staat, blijft buiten.
regulation-r3-none = Geen. Dit reglement noemt geen enkele soort account en telefoon. Er worden geen gesprekken bewaard.
regulation-r3-before = De keuze valt op het apparaat van de houder zelf, voordat er iets verstuurd wordt. Wat buiten blijft, wordt niet opgeslagen, niet verstuurd en niet geteld. Gesprekken met de bedrijfsarts, met leden van een ondernemingsraad of met iemand die een misstand meldt, blijven altijd buiten zodra ze als vertrouwelijk zijn aangemerkt.
regulation-class-business-company = Zakelijk account op een zakelijke telefoon: komt binnen, behalve gesprekken die als privé of vertrouwelijk zijn aangemerkt.
regulation-class-business-private = Zakelijk account op een privételefoon: komt binnen, behalve gesprekken die als privé of vertrouwelijk zijn aangemerkt. De rest van de telefoon blijft buiten.
regulation-class-personal-company = Privéaccount op een zakelijke telefoon: blijft buiten, behalve een gesprek waar de houder ja op zegt.
regulation-class-personal-private = Privéaccount op een privételefoon: blijft buiten. Alleen de houder beslist, gesprek voor gesprek. Niemand anders kan ja zeggen.

regulation-r4-title = R4. Eerst lezen, dan pas bewaren
regulation-r4 = Van wie de kennisgeving nog niet heeft gelezen, wordt niets bewaard. Na elke nieuwe versie begint dat opnieuw.
regulation-r4-read = Bevestigen betekent: ik heb dit gelezen. Het is geen toestemming, en wie het niet eens is met iets kan dat gewoon zeggen.

regulation-terms-title = Hoe lang
regulation-terms-retention = { $days ->
    [one] Een gesprek mag hoogstens { $days } dag bewaard worden.
   *[other] Een gesprek mag hoogstens { $days } dagen bewaard worden.
}
regulation-terms-case = { $days ->
    [one] Een dossier duurt hoogstens { $days } dag. Daarna is de sleutel vernietigd.
   *[other] Een dossier duurt hoogstens { $days } dagen. Daarna is de sleutel vernietigd.
}
regulation-terms-answer = { $days ->
    [one] Wordt een aanvraag niet binnen { $days } dag beantwoord, dan vervalt die. Zwijgen is nee.
   *[other] Wordt een aanvraag niet binnen { $days } dagen beantwoord, dan vervalt die. Zwijgen is nee.
}
regulation-terms-hold = Een bewaarbevel gaat voor: wat daaronder valt, wordt zolang niet gewist.

regulation-hold-title = Bewaarbevel: wat niet gewist mag worden
regulation-hold = Soms moet iets bewaard blijven, ook als de bewaartermijn voorbij is of iemand om wissen vraagt. Een toezichthouder vraagt erom, er is een claim, of iemand over wie het gaat heeft het zelf nodig. Dan is er een bewaarbevel, op één persoon of op alles. Het maakt niets leesbaar: lezen gaat alleen met een dossier.
regulation-hold-two = Eén persoon stelt het voor, en dan geldt het meteen. Een tweede, die voor een andere kant spreekt, bevestigt het. Opheffen doen er twee: iemand namens de werkgever, en iemand namens het personeel of de contactpersoon privacy. Vanzelf eindigt het nooit, en het geldt ook zonder reglement. Iedereen spreekt voor één kant: een contactpersoon privacy die ook voor de werkgever staat, spreekt voor de werkgever.
regulation-hold-see = Iedere medewerker ziet op de eigen pagina dat er een bewaarbevel geldt, sinds wanneer en op welke grond.

regulation-seats-title = Wie de zetels heeft
regulation-seats = Openen kan alleen als de werkgever en het personeel allebei meedoen. Van elke zijde zijn { $seats } zetels, en { $threshold ->
    [one] is er { $threshold } nodig
   *[other] zijn er { $threshold } nodig
}. Zo kan geen zijde alleen openen, en houdt geen enkele persoon het tegen door er niet te zijn.
regulation-seats-line = { $side }: { $holder }
regulation-seats-none = De zetels zijn nog niet verdeeld. Tot ze allemaal gevuld en geoefend zijn, kan dit reglement niet gaan gelden.

regulation-never-title = Wat nooit gebeurt
regulation-never = Dit verandert ook niet als iemand erom vraagt:
regulation-never-alone = Niemand opent iets alleen.
regulation-never-administrator = Wie het systeem beheert, kan niet lezen wat er bewaard is.
regulation-never-search = Er wordt niet gezocht over dossiers heen, en niet in het archief als geheel.
regulation-never-scoring = Niemand krijgt een cijfer, een plaats op een ranglijst of een statistiek over gedrag.
regulation-never-dismissal = Wat hier gelezen is, komt niet in een dossier voor ontslag of beoordeling.
regulation-never-private = Wat als privé of vertrouwelijk is aangemerkt, wordt niet bewaard. Komt een beoordelaar toch iets privés tegen, dan leest die niet verder en meldt dat.
regulation-never-bulk = Van een privéaccount komt nooit alles in één keer binnen.
regulation-never-refusers = Er is geen lijst van wie nee zei.
regulation-never-wipe = Een privételefoon wordt nooit gewist.

regulation-see-title = Hoe u ziet wie wat las
regulation-see = Elke aanvraag, goedkeuring en lezing komt in een logboek dat niemand ongemerkt kan veranderen.
regulation-see-own = Iedere medewerker ziet op een eigen pagina wat er bewaard is, wie het opende, wanneer, in welke rol en waarvoor.
regulation-see-log = Bij elke regel hoort een bewijs. Iedereen mag dat meenemen en laten controleren.
regulation-see-verify = Controleren kan met het programma "zegel verify", zonder dat de werkgever erbij nodig is.

regulation-complain-title = Vragen, bezwaar en klachten
regulation-complain = Vragen of bezwaar? Ga naar { $contact }. Er komt altijd antwoord. Helpt dat niet, dan kan iedereen een klacht indienen bij de Autoriteit Persoonsgegevens: { $authority }. Een klacht heeft geen gevolgen voor het werk.

regulation-change-title = Als dit reglement verandert
regulation-change = Een nieuwe versie wordt eerst met het personeel besproken. Daarbij staat een lijst van alles wat mogelijk wordt dat het niet was. Daarna leest iedereen de kennisgeving opnieuw.

regulation-table-title = Dezelfde regels als tabel
regulation-table-lead = Uit deze tabel is de tekst gemaakt. Zegel vraagt bij elke handeling deze tabel.
regulation-table-who = Wie
regulation-table-may = Mag
regulation-table-rule = Regel

regulation-notice-lead = { $employer } bewaart gesprekken over het werk als bewijs. Hier lees je in het kort wat er gebeurt. De regels staan in het privacyreglement.
regulation-notice-lead-phones = { $employer } zorgt voor de telefoons waarmee hier gewerkt wordt. Hier lees je in het kort wat wij doen, en wat niet. Gesprekken bewaren wij niet.
regulation-notice-kept-title = Wat bewaren wij?
regulation-notice-class-business-company = Gesprekken van een zakelijk account op een zakelijke telefoon. Niet wat je als privé of vertrouwelijk aanmerkt.
regulation-notice-class-business-private = Gesprekken van een zakelijk account op je eigen telefoon. De rest van je telefoon niet.
regulation-notice-class-personal-company = Van je privéaccount op een zakelijke telefoon: alleen een gesprek waar je zelf ja op zegt.
regulation-notice-class-personal-private = Van je privéaccount op je eigen telefoon: niets, tenzij je zelf een gesprek aanwijst. Eén voor één, en alleen jij.
regulation-notice-out-title = Wat bewaren wij niet?
regulation-notice-out = Al het andere. Je partner, je tandarts, je vrienden: die gesprekken gaan niet weg van je telefoon. Zeg je nee, dan merk je daar niets van, en niemand houdt het bij.
regulation-notice-why-title = Waarvoor mag er gelezen worden?
regulation-notice-why = Nergens anders voor. Niet om te kijken hoe je werkt, en niet om je weg te krijgen.
regulation-notice-who-title = Wie kan het lezen?
regulation-notice-who = Niemand alleen. Eén persoon vraagt het, met een reden. Iemand van het bedrijf en iemand namens het personeel moeten allebei ja zeggen. Pas dan gaan een paar gesprekken van een paar dagen open.
regulation-notice-terms = { $case_days ->
    [one] Na hoogstens { $case_days } dag gaat het weer dicht.
   *[other] Na hoogstens { $case_days } dagen gaat het weer dicht.
} { $days ->
    [one] Na { $days } dag is een gesprek weg, behalve als het voor een rechter of toezichthouder bewaard moet blijven.
   *[other] Na { $days } dagen is een gesprek weg, behalve als het voor een rechter of toezichthouder bewaard moet blijven.
}
regulation-notice-you-title = Wat kun je zelf?
regulation-notice-you-see = Op je eigen pagina zien wat er van je bewaard is, wie het opende en waarvoor.
regulation-notice-you-mark = Een gesprek als privé of vertrouwelijk aanmerken. Dan blijft het buiten.
regulation-notice-you-object = Bezwaar maken, of vragen om iets te verwijderen.
regulation-notice-phones-title = Wat doen wij met telefoons?
regulation-notice-phones-managed = Zakelijke telefoons beheren wij: wij kunnen apps blokkeren.
regulation-notice-phones-wiped = Is een zakelijke telefoon kwijt of gestolen, dan kunnen wij hem op afstand wissen. Privéfoto's die erop staan gaan dan mee.
regulation-notice-phones-private = Op je eigen telefoon kunnen wij alleen bij het werkprofiel. De rest zien wij niet en wissen wij niet.
regulation-notice-phones-never = Wij volgen niet waar je bent. Waar een telefoon is, vragen wij alleen op als die als kwijt is gemeld.
regulation-notice-questions-title = Vragen of bezwaar?
regulation-notice-questions = Ga naar { $contact }. Je mag ook klagen bij de Autoriteit Persoonsgegevens: { $authority }. Dat heeft geen gevolgen voor je werk.
regulation-notice-read = Wij vragen je te bevestigen dat je dit hebt gelezen. Dat is geen toestemming.

regulation-difference-wider = Wat mogelijk wordt en het niet was
regulation-difference-narrower = Wat niet meer mogelijk is
regulation-difference-none = Er verandert niets in wie wat mag, waarvoor, of hoe lang.
regulation-difference-purpose = Lezen voor dit doel: { $purpose }.
regulation-difference-case-days = Een dossier mag hoogstens { $after } dagen duren, eerst { $before }.
regulation-difference-retention-days = Een gesprek wordt { $after } dagen bewaard, eerst { $before }.
regulation-difference-answer-days = Een aanvraag blijft { $after } dagen open voor antwoord, eerst { $before }.
