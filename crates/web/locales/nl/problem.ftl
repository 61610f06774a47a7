# Refusals: what, why, what to do.
refusal-eyebrow = Niet gelukt · { $count }
refusal-do = Wat u kunt doen
refusal-home = Naar { $place }
refusal-first-page = Naar de eerste pagina
refusal-rule = Regel { $rule } van het reglement

problem-malformed-what = De server begrijpt deze aanvraag niet.
problem-malformed-why = Er ontbreekt een deel, of het staat in een vorm die wij niet kennen.
problem-malformed-do = Ga terug en probeer het opnieuw. Gebruikt u een programma: kijk of het dezelfde versie heeft als de server.

problem-answer-missing-what = Er ontbreekt een antwoord.
problem-answer-missing-why = Een verplicht veld is leeg of niet leesbaar.
problem-answer-missing-do = Ga terug en vul in elk veld ten minste één zin of keuze in.

problem-not-signed-in-what = U bent niet ingelogd.
problem-not-signed-in-why = Deze pagina gaat over mensen en is er alleen voor wie is ingelogd.
problem-not-signed-in-do = Gebruik uw inloglink, of vraag de eigenaar om een nieuwe.

problem-token-refused-what = De server kent dit token niet.
problem-token-refused-why = Het token is onbekend, ingetrokken of niet van deze server.
problem-token-refused-do = Maak op uw eigen pagina een nieuw token en kopieer het helemaal.

problem-link-spent-what = Deze link werkt niet meer.
problem-link-spent-why = Een inloglink werkt één keer en een beperkte tijd. Deze is gebruikt of verlopen.
problem-link-spent-do = Vraag de eigenaar om een nieuwe link. Hebt u deze link zelf niet gebruikt, zeg dat er dan bij.

problem-cross-site-what = Dit formulier kwam niet van Zegel.
problem-cross-site-why = Een andere website heeft het verstuurd. Daarom is er niets gebeurd.
problem-cross-site-do = Open de pagina in Zegel zelf en vul het formulier daar in.

problem-no-regulation-what = Er geldt nog geen reglement.
problem-no-regulation-why = Zonder reglement dat geldt, bewaart Zegel niets en opent Zegel niets.
problem-no-regulation-do = De eigenaar maakt het reglement, overlegt met het personeel en laat het ingaan. Daarna kan dit wel.

problem-not-your-role-what = Uw rol mag dit niet.
problem-not-your-role-why = Het reglement geeft geen van uw rollen dit recht.
problem-not-your-role-do = Lees in het reglement wie dit wel mag, en vraag het die persoon. Klopt uw rol niet, vraag het dan de eigenaar.

problem-class-not-covered-what = Dit soort gesprekken valt buiten het reglement.
problem-class-not-covered-why = Het reglement noemt per account en telefoon wat bewaard mag worden. Deze combinatie staat er niet bij.
problem-class-not-covered-do = Laat deze gesprekken waar ze zijn. Alleen een nieuw reglement, na overleg met het personeel, kan dit veranderen.

problem-notice-not-read-what = U hebt de kennisgeving nog niet gelezen.
problem-notice-not-read-why = Er wordt niets van u bewaard voordat u weet wat er gebeurt en waarom.
problem-notice-not-read-do = Lees de kennisgeving op uw eigen pagina en bevestig dat u haar gelezen hebt. Daarna kan dit wel.

problem-not-your-case-what = Dit dossier is van iemand anders.
problem-not-your-case-why = Alleen de beoordelaar die het dossier aanvroeg mag erin lezen. Deze poging is vastgelegd.
problem-not-your-case-do = Hebt u zelf een reden om te lezen, vraag dan zelf een dossier aan.

problem-own-request-what = U vroeg dit zelf aan.
problem-own-request-why = Wie iets aanvraagt, keurt het nooit zelf goed.
problem-own-request-do = Vraag de houder van een andere zetel om het te beoordelen.

problem-case-not-released-what = Dit dossier is nog niet open.
problem-case-not-released-why = De zetels van beide kanten moeten eerst goedkeuren: werkgever en personeel.
problem-case-not-released-do = Wacht op de zetels. Op de pagina van het dossier ziet u wie nog niet heeft geantwoord.

problem-case-over-what = Dit dossier is voorbij.
problem-case-over-why = De sleutel is vernietigd. Niemand kan er nog in lezen, en deze poging is vastgelegd.
problem-case-over-do = Is er nog een reden om te lezen, vraag dan een nieuw dossier aan.

problem-out-of-scope-what = Dit valt buiten het dossier.
problem-out-of-scope-why = Een dossier opent alleen de gesprekken en dagen die zijn goedgekeurd. Deze poging is vastgelegd.
problem-out-of-scope-do = Blijf binnen de goedgekeurde gesprekken en dagen, of vraag een nieuw dossier aan.

problem-case-not-waiting-what = Dit dossier wacht niet meer op een antwoord.
problem-case-not-waiting-why = Het is al goedgekeurd, geweigerd of vervallen.
problem-case-not-waiting-do = Kijk op de pagina van het dossier hoe het ermee staat.

problem-seat-answered-what = Deze zetel heeft al geantwoord.
problem-seat-answered-why = Een zetel antwoordt één keer op een aanvraag.
problem-seat-answered-do = U hoeft niets te doen. Zijn er meer zetels nodig, dan staat dat op de pagina van het dossier.

problem-deadline-not-earlier-what = Deze einddatum kan niet.
problem-deadline-not-earlier-why = Een goedkeuring mag de termijn alleen korter maken, en de einddatum moet nog komen.
problem-deadline-not-earlier-do = Kies een moment vóór het einde dat is aangevraagd, en na nu.

problem-approval-invalid-what = Deze goedkeuring klopt niet.
problem-approval-invalid-why = De handtekening, het bewijs of de sleutels horen niet bij dit dossier en deze zetel. Er is niets geopend.
problem-approval-invalid-do = Voer de opdracht opnieuw uit met de juiste zetel en het juiste dossier. Blijft het misgaan, waarschuw dan de contactpersoon privacy.

problem-seat-unknown-what = De server kent deze zetel niet.
problem-seat-unknown-why = De zetel is niet vastgelegd, of hoort niet bij u.
problem-seat-unknown-do = Maak een zetel met de opdracht op de pagina Zetels, en gebruik daarna het bestand dat daarbij ontstond.

problem-seats-missing-what = Er zijn nog te weinig zetels.
problem-seats-missing-why = Elke kant heeft geoefende zetels nodig voordat er iets verzegeld of geopend kan worden.
problem-seats-missing-do = Kijk op de pagina Zetels welke zetel nog ontbreekt of nog niet geoefend is.

problem-not-witnessed-what = Het logboek is nog niet bevestigd door de kant van het personeel.
problem-not-witnessed-why = Sleutels komen pas vrij als een zetel van het personeel het controlepunt heeft medeondertekend.
problem-not-witnessed-do = Laat een zetel van het personeel eerst goedkeuren, en probeer het daarna opnieuw.

problem-purpose-not-listed-what = Dit doel staat niet in het reglement.
problem-purpose-not-listed-why = Lezen mag alleen voor de doelen van de lijst. Functioneren en ontslag staan daar niet op.
problem-purpose-not-listed-do = Kies een doel van de lijst. Past geen enkel doel, dan kan dit niet met Zegel.

problem-words-missing-what = De uitleg ontbreekt.
problem-words-missing-why = De zetels moeten kunnen lezen wat er gebeurd is en waarom niets lichters volstaat.
problem-words-missing-do = Schrijf bij beide vragen ten minste één zin.

problem-scope-missing-what = Er is geen gesprek gekozen.
problem-scope-missing-why = Een aanvraag gaat altijd over bepaalde gesprekken en dagen.
problem-scope-missing-do = Kies ten minste één gesprek en de dagen die u nodig hebt.

problem-days-swapped-what = De dagen staan andersom.
problem-days-swapped-why = De laatste dag ligt vóór de eerste.
problem-days-swapped-do = Wissel de twee dagen om.

problem-too-long-what = Deze termijn is te lang.
problem-too-long-why = Het reglement staat ten hoogste { $days } dagen toe.
problem-too-long-do = Kies een termijn van 1 tot en met { $days } dagen.

problem-hold-not-now-what = Deze stap past nu niet bij dit bewaarbevel.
problem-hold-not-now-why = Het is al bevestigd, opgeheven of geweigerd, of iemand anders moet eerst iets doen.
problem-hold-not-now-do = Kijk op de pagina Bewaarbevelen hoe het er nu voor staat.

problem-hold-same-side-what = Hier is een tweede van een andere kant nodig.
problem-hold-same-side-why = Twee mensen van dezelfde kant tellen als één. Zo kan geen kant alleen een bewaarbevel bevestigen of opheffen.
problem-hold-same-side-do = Vraag iemand die voor een andere kant spreekt: de werkgever, het personeel of de contactpersoon privacy.

problem-hold-without-employer-what = Zonder de werkgever kan een bewaarbevel niet worden opgeheven.
problem-hold-without-employer-why = De plicht om te bewaren rust op de werkgever. Een van de twee die opheffen, spreekt voor de werkgever.
problem-hold-without-employer-do = Vraag de eigenaar of een zetel van de werkgever.

problem-step-out-of-order-what = Deze stap komt nog niet, of is al gezet.
problem-step-out-of-order-why = Een reglement gaat in een vaste volgorde: concept, overleg, afweging, ingaan.
problem-step-out-of-order-do = Ga naar de pagina van het reglement en zet de stap die daar open staat.

problem-safeguards-missing-what = De waarborgen staan nog niet.
problem-safeguards-missing-why = Eerst de waarborgen, dan pas de vraag of het nodig is: reglement, geoefende zetels, kennisgeving en inzagelogboek.
problem-safeguards-missing-do = Op de pagina van het reglement ziet u welke waarborg nog ontbreekt en wat u daarvoor doet.

problem-not-weighed-what = De belangen zijn nog niet afgewogen.
problem-not-weighed-why = Een reglement gaat pas in na een belangenafweging op papier.
problem-not-weighed-do = Vul eerst de drie vragen van de belangenafweging in.

problem-not-small-what = Dit reglement past niet bij uw organisatie.
problem-not-small-why = Het kant-en-klare reglement is voor ten hoogste 49 mensen zonder ondernemingsraad.
problem-not-small-do = Leg het voorstel eerst voor aan de ondernemingsraad. Die moet instemmen.

problem-roles-clash-what = Deze rollen gaan niet samen.
problem-roles-clash-why = { $first } en { $second } kunnen niet bij één persoon liggen: de een controleert de ander.
problem-roles-clash-do = Geef een van de twee rollen aan iemand anders.

problem-name-taken-what = Deze naam is er al.
problem-name-taken-why = Er is al iemand met precies deze naam, en dan is niet te zien wie wie is.
problem-name-taken-do = Voeg iets toe dat het verschil laat zien, zoals een afdeling.

problem-changed-what = Dit is intussen veranderd.
problem-changed-why = Iemand anders was u voor, of uw pagina was oud.
problem-changed-do = Laad de pagina opnieuw, kijk wat er nu staat en probeer het nog eens.

problem-not-sealed-what = Dit is niet goed verzegeld.
problem-not-sealed-why = De server bewaart alleen wat volgens de afspraken verzegeld is voor de zetels van nu. Er is niets bewaard.
problem-not-sealed-do = Werk uw programma bij en breng het bestand opnieuw in.
problem-statement-invalid-what = Deze verklaring klopt niet.
problem-statement-invalid-why = Zij is niet ondertekend met een sleutel van u voor dit archief. Er is niets vastgelegd.
problem-statement-invalid-do = Werk uw programma bij en breng het bestand opnieuw in. Wat er al was, wordt niet dubbel bewaard.

problem-not-found-what = Deze pagina is er niet.
problem-not-found-why = Het adres klopt niet, of wat er stond is weg.
problem-not-found-do = Controleer het adres, of begin opnieuw op de eerste pagina.

problem-wrong-method-what = Dit kan niet op deze manier.
problem-wrong-method-why = Het adres bestaat, maar niet voor dit soort aanvraag.
problem-wrong-method-do = Ga terug naar de pagina en gebruik de knop die daar staat.

problem-too-large-what = Dit is te groot.
problem-too-large-why = De server neemt per aanvraag een beperkte hoeveelheid aan, zodat hij voor iedereen blijft werken.
problem-too-large-do = Stuur het in kleinere delen. Een groot chatbestand brengt u in met de opdracht op uw eigen pagina.

problem-too-slow-what = Dit kwam te langzaam binnen.
problem-too-slow-why = De server wacht op een aanvraag zolang die blijft komen, zodat niemand hoeft te wachten op een die blijft steken.
problem-too-slow-do = Controleer de verbinding en stuur het opnieuw. Er is niets van bewaard.

problem-too-many-what = Dit zijn te veel pogingen.
problem-too-many-why = Om misbruik te voorkomen wacht de server na een aantal pogingen.
problem-too-many-do = Wacht een minuut en probeer het opnieuw.

problem-room-gone-what = De leeskamer is niet open.
problem-room-gone-why = De leeskamer van dit dossier draait niet, of is gestopt.
problem-room-gone-do = Open de leeskamer op de pagina van het dossier, als dat nog kan.

problem-rooms-full-what = Er kunnen nu niet meer leeskamers open.
problem-rooms-full-why = Elke leeskamer houdt wat geopend is in het geheugen, dus hun aantal is beperkt.
problem-rooms-full-do = Sluit een dossier dat niet meer nodig is en vraag het opnieuw aan.

problem-room-elsewhere-what = De leeskamer staat op een andere server.
problem-room-elsewhere-why = Er werken meer servers aan dit archief. De leeskamer van dit dossier draait op de server waar u erom vroeg.
problem-room-elsewhere-do = Open de pagina van het dossier nog een keer. Helpt dat niet, zeg dan tegen wie de servers beheert dat iedereen steeds bij dezelfde server moet uitkomen.

problem-away-what = Het archief is nu niet bereikbaar.
problem-away-why = De database antwoordt niet. Er is niets veranderd.
problem-away-do = Wacht even en probeer het opnieuw.

problem-not-known-what = Het is niet bekend of dit is bewaard.
problem-not-known-why = De verbinding met de database viel weg voordat die het bevestigde. Er is niets half gedaan: het is helemaal bewaard, of helemaal niet.
problem-not-known-do = Wacht even en kijk. Staat het er niet, probeer het dan opnieuw.

problem-busy-what = De server kan dit nu even niet.
problem-busy-why = Hij start, stopt of heeft het te druk. Er is niets half gedaan.
problem-busy-do = Wacht even en probeer het opnieuw.

problem-full-what = De schijf van de server is vol.
problem-full-why = Van wat u nu stuurde is niets bewaard. Wat al was opgeslagen, is veilig.
problem-full-do = Laat de beheerder van de server ruimte maken. Doe daarna hetzelfde nog eens: er wordt niets dubbel opgeslagen.

problem-broken-what = Er ging bij ons iets mis.
problem-broken-why = Dit ligt aan Zegel, niet aan u. Er is niets half gedaan.
problem-broken-do = Probeer het opnieuw. Blijft het misgaan, geef dan het tijdstip door aan wie de server beheert.

problem-key-fixed-what = Deze sleutel is al geregistreerd, met een andere inhoud.
problem-key-fixed-why = Een sleutel wordt nooit vervangen: wat ermee verzegeld is, zou verloren gaan of door een ander te lezen zijn.
problem-key-fixed-do = Maak een nieuwe sleutel en registreer die.

problem-key-unknown-what = Uw importsleutel is niet geregistreerd.
problem-key-unknown-why = De lijst van wat u inbracht is verzegeld met een eigen sleutel van u, en het logboek moet die sleutel kennen.
problem-key-unknown-do = Start de import opnieuw met het importprogramma; dat registreert uw sleutel.

problem-seat-held-what = U hebt al een zetel.
problem-seat-held-why = Eén persoon heeft één zetel, zodat niemand dubbel telt.
problem-seat-held-do = Gebruik de zetel die u hebt, of laat iemand anders deze nemen.

problem-seats-taken-what = Alle zetels van deze kant zijn bezet.
problem-seats-taken-why = Het reglement zegt hoeveel zetels een kant heeft.
problem-seats-taken-do = Vraag de eigenaar wie ze heeft.

problem-drill-failed-what = De oefening met deze zetel is niet gelukt.
problem-drill-failed-why = De sleutel opende niet wat er net mee verzegeld was, of de vraag was te oud.
problem-drill-failed-do = Start de opdracht opnieuw, met het sleutelbestand van deze zetel.

problem-clock-skew-what = De klokken verschillen te veel.
problem-clock-skew-why = De leeskamer en de server zijn het niet eens over de tijd. Een einddatum zou dan niets betekenen.
problem-clock-skew-do = Zet beide klokken goed en vraag het opnieuw.

problem-not-published-what = Het logboek is nog niet zo ver.
problem-not-published-why = De regel is vastgelegd en wordt nu gepubliceerd.
problem-not-published-do = Probeer het over een paar seconden opnieuw.

problem-seats-not-published-what = De zetels staan nog niet in het logboek.
problem-seats-not-published-why = Er is net een zetel geregistreerd. Die is vastgelegd en de regel wordt nu gepubliceerd; tot dan kan niemand de sleutel ervan controleren.
problem-seats-not-published-do = Probeer het over een paar seconden opnieuw. Het importprogramma doet dat vanzelf.

problem-restored-what = Dit archief is teruggezet uit een reservekopie.
problem-restored-why = Nog niet bekend is wat er na die kopie is gebeurd. Tot dan wordt er niets bewaard, getoond of ondertekend, zodat het logboek geen tweede geschiedenis krijgt.
problem-restored-do = Vraag de beheerder “zegel recover” te draaien, met wat de zetels van het logboek onthouden hebben.

problem-damaged-what = Iets wat bewaard is, is beschadigd.
problem-damaged-why = Wat er staat is niet wat er geschreven is. Daarop wordt niets getoond of ondertekend.
problem-damaged-do = Vraag de beheerder de controle te draaien; die noemt wat er beschadigd is.

problem-case-open-what = Er loopt een dossier van deze persoon.
problem-case-open-why = Wie een nieuwe aanmeldlink heeft, kan handelen als deze persoon en zou kunnen meelezen.
problem-case-open-do = Laat het dossier eerst sluiten en maak dan de link.
