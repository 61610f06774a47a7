# "Mag dit?". Waar een tekst uit twee regels bestaat, is de eerste de kern en de rest de uitleg.

advice-title = Mag dit?
advice-lead = U wilt chats van het werk bewaren, of telefoons van het personeel beheren. Beantwoord zeven vragen. U krijgt een antwoord met de redenen erbij, wat minder ingrijpend is, wat er eerst moet gebeuren, en teksten die u kunt aanpassen.
advice-form-title = Zeven vragen
advice-missing-title = Nog niet alles is beantwoord
advice-missing-text = De vragen met een streep ernaast hebben nog een antwoord nodig.
advice-missing-here = Geef hier een antwoord.
advice-ask = Geef mij het antwoord
advice-not-legal-advice = Dit is geen juridisch advies. Het laat zien wat de genoemde bronnen in het algemeen vragen. Leg een beslissing waar veel van afhangt voor aan een jurist.
advice-private-by-design = Uw antwoorden staan alleen in het adres van de pagina. Wij bewaren ze niet.

advice-question-phone = Om wiens telefoon gaat het?
advice-question-account = Van wie is het account waarmee gechat wordt?
advice-question-chats = Om welke chats gaat het?
advice-question-want = Wat wilt u?
advice-question-staff = Hoeveel mensen werken er bij u?
advice-question-council = Wie spreekt er voor het personeel?
advice-question-why = Waarom nu?
advice-hint-phone = Een zakelijke telefoon is van het bedrijf. Een privételefoon is van de medewerker zelf, ook als die er voor het werk mee belt.
advice-hint-account = Een zakelijk account staat op naam of nummer van het bedrijf. Al het andere is privé.
advice-hint-chats = Kiest u "alles", dan gaan ook de chats met een partner of de tandarts mee.
advice-hint-want = U mag meer dan één antwoord kiezen.
advice-hint-staff = Tel iedereen mee die bij u werkt, ook deeltijders en uitzendkrachten.
advice-hint-council = Vanaf 50 mensen hoort er een ondernemingsraad te zijn.
advice-hint-why = Kies wat de doorslag geeft.

advice-phone-company = Zakelijke telefoons
advice-phone-private = Privételefoons
advice-phone-both = Allebei
advice-account-business = Een zakelijk account
advice-account-personal = Een privéaccount
advice-chats-customers = Chats met klanten
advice-chats-colleagues = Chats van collega's onder elkaar
advice-chats-groups = Groepen met klanten en collega's
advice-chats-everything = Alles, ook privéchats
advice-want-evidence = Chats bewaren als bewijs
advice-want-read-back = Teruglezen wat er is afgesproken
advice-want-check-person = Nagaan wat een bepaalde medewerker doet
advice-want-manage-phones = Apps blokkeren of telefoons beheren
advice-want-wipe-stolen = Een gestolen telefoon wissen
advice-council-none = Niemand die gekozen is
advice-council-staff-body = Een personeelsvertegenwoordiging
advice-council-works-council = Een ondernemingsraad (OR)
advice-why-complaint = Klanten klagen, of er is ruzie over een afspraak
advice-why-regulator = Een toezichthouder kwam langs, of kan langskomen
advice-why-loss = Een telefoon raakte kwijt of werd gestolen
advice-why-suspicion = Wij verdenken één medewerker
advice-why-control = Wij willen in het algemeen een oogje in het zeil houden

advice-examples-title = Drie keer uitgewerkt
advice-examples-lead = Twee vragen uit de columns van ict-jurist Arnoud Engelfriet, in onze woorden. Elke link opent het antwoord, al ingevuld.
advice-example-open = Bekijk dit antwoord
advice-example-phones-after-the-fine-title = Beheersoftware op ieders eigen telefoon
advice-example-phones-after-the-fine-story = Een bedrijf krijgt een boete omdat medewerkers tijdens een inval chats wissen en groepen verlaten. Een directeur leest dat en denkt: nu mag ik toch zeker beheersoftware verplichten, ook op privételefoons? Er staat immers veel geld op het spel.
advice-example-logs-on-company-phones-title = Klantenchats bewaren, van zakelijke telefoons
advice-example-logs-on-company-phones-story = Monteurs van een ict-bedrijf appen met collega's en klanten: foto's van storingen, data, afspraken. De manager wil dat centraal bewaren, om te laten zien wat er is afgesproken. WhatsApp staat er voor het werk op, op zakelijke telefoons.
advice-example-logs-on-private-phones-title = Dezelfde chats, maar van ieders eigen telefoon
advice-example-logs-on-private-phones-story = Hetzelfde bedrijf, dezelfde wens. Alleen gebruiken de monteurs hun eigen telefoon. Wie daar het logboek van WhatsApp aanzet, krijgt alles: ook de partner, ook de tandarts.

advice-asked-title = Wat u vroeg
advice-change-answers = Andere antwoorden geven
advice-share = Het adres van deze pagina bevat uw antwoorden. U kunt het delen of bewaren.
advice-parts-title = Per wens
advice-part-want = Wat u wilt
advice-part-phone = Op welke telefoon
advice-part-verdict = Antwoord
advice-part-company = zakelijk
advice-part-private = privé
advice-reasons-title = Waarom
advice-alternatives-title = Wat minder ingrijpend is
advice-alternatives-lead = Kijk hier eerst naar. Vaak lost het uw probleem op zonder dat iemand meeleest.
advice-open-alternative = Bekijk het antwoord hierop
advice-conditions-title = Wat er eerst moet zijn
advice-conditions-lead = Elke voorwaarde telt. Zegel houdt de meeste voor u bij en begint niet zolang er een ontbreekt.
advice-conditions-lead-futile = Wat u ook kiest in plaats hiervan: dit geldt dan.
advice-steps-title = Wat u nu doet
advice-documents-title = Teksten om aan te passen
advice-documents-lead = Met uw antwoorden al ingevuld. Wat tussen rechte haken staat, vult u zelf in.
advice-documents-none = Er is nog niets om op te schrijven. Kies eerst een andere weg.
advice-open-document = Lezen
advice-download-document = Als tekstbestand (.md)
advice-sources-title = Bronnen
advice-sources-lead = Waar dit op rust.
advice-label-source = Bron
advice-own-knowledge = eigen kennis: eerst controleren
advice-back-to-answer = Terug naar het antwoord
advice-print-hint = Lees de tekst na, pas hem aan, en laat iemand meelezen die de praktijk kent.

advice-verdict-yes = Ja, dit mag
    Vertel het vooraf aan iedereen. Meer is hier niet nodig.
advice-verdict-yes-if = Ja, onder voorwaarden
    Uw doel is eerlijk. Zorg eerst dat alles op orde is wat bij de voorwaarden staat. Begin daarna pas.
advice-verdict-not-this-way = Zo niet
    Wat u wilt bereiken kan, maar niet op deze manier. Op deze pagina staat een weg die wel mag.
advice-verdict-no = Nee
    Het probleem zit niet in de techniek, maar in het doel. Daar helpt geen voorwaarde tegen.

advice-reason-fair-purpose = Teruglezen wat er is afgesproken is een eerlijk doel.
    Als een klant klaagt dat het werk anders is gedaan dan afgesproken, dan helpt het als u de afspraak kunt nalezen. Dat voorkomt ruzie, of maakt die makkelijker op te lossen.
advice-reason-work-talk = Gesprekken over het werk mogen bewaard worden om ze later terug te lezen.
    Wie voor het werk met een klant of collega chat, houdt ook daar recht op privacy. Maar zolang het over het werk gaat, weegt dat hier niet zwaar. Wel moet vaststaan wie erbij kan, en wanneer.
advice-reason-colleagues-too = Collega's praten onder elkaar vrijer dan met klanten.
    In zo'n chat staat sneller iets persoonlijks: een zieke, een zucht over de baas. Kijk daarom extra goed of u deze chats echt nodig heeft. Ook op het werk heeft iemand een privéleven.
advice-reason-evidence-counts = Wie bewijs laat verdwijnen, kan een boete krijgen.
    In 2018 verlieten medewerkers tijdens een inval WhatsApp-groepen en wisten zij chats, terwijl hun was gezegd dat niet te doen. Op 10 december 2019 volgde een boete van 1,84 miljoen euro. Uw belang om bewijs te bewaren is dus echt.
advice-reason-loss-is-no-permission = Dat u schade kunt lijden, geeft u nog geen toegang tot iemands eigen telefoon.
    De boete maakt uw belang groter. Zij maakt de privételefoon niet minder privé. Pas als vaststaat wie wat leest, hoe dat wordt vastgelegd en hoe het personeel dat weet, komt de vraag of het nodig is.
advice-reason-safety-counts = Gegevens veilig houden is een eerlijk doel.
    Op een telefoon die kwijt is, staan ook gegevens van klanten en collega's. U moet daar goed voor zorgen. Hoe u dat doet, moet wel passen bij wat er mis kan gaan.
advice-reason-safeguards-first = Eerst de waarborgen, dan pas de vraag of het nodig is.
    Leg vast wie wanneer welke gegevens leest, hoe dat veilig wordt bijgehouden en hoe het personeel het hoort. Staat dat er niet, dan heeft het geen zin om over uw belang te praten.
advice-reason-consent-hardly-counts = Op toestemming van medewerkers kunt u niet bouwen.
    Wie voor u werkt, kan moeilijk nee zeggen. Daarom telt zo'n ja bijna nooit. U heeft een andere grondslag nodig: een belang dat zwaarder weegt en dat u hebt opgeschreven.
advice-reason-private-life = Een privételefoon is iemands leven, niet een werkplek.
    Er staan foto's op van zaterdag en chats met een partner. Wie die telefoon beheert of er alles van bewaart, kan daar bij. Wat privé is, is voor een werkgever verboden gebied.
advice-reason-all-or-nothing = Het logboek van een chat-app kent geen onderscheid.
    Het staat aan of uit, niet per gesprekspartner. Zet u het aan op een account dat ook privé wordt gebruikt, dan bewaart u ook de partner en de tandarts. Dat is niet goed te praten. Alleen de houder zelf kan gesprekken uit elkaar houden.
advice-reason-private-at-work = Een privéchat blijft privé, ook op een apparaat van de zaak.
    In januari 2026 werd bekend dat een werkgever 2.000 euro per persoon moest betalen. Hij had gebladerd in privéberichten van WhatsApp die op een laptop van het werk stonden.
advice-reason-platform-refuses = Het kan ook technisch niet.
    Apple en Google laten een werkgever op het privédeel van een privételefoon geen apps blokkeren. Wat wel kan: een werkprofiel, los van de rest.
advice-reason-company-phone = Een zakelijke telefoon mag u beheren.
    Hij is van u. Houd er wel rekening mee dat mensen hem ook even privé gebruiken, en volg niet waar iemand is.
advice-reason-wipe-protects = Een gestolen zakelijke telefoon wissen beschermt iedereen die erop staat.
    Er wordt niemand mee bekeken. Spreek wel af wie het mag doen, en laat twee mensen ja zeggen.
advice-reason-work-part-only = Van een privételefoon mag u alleen het werkdeel wissen.
    De rest is van de medewerker. Die kan de telefoon zelf op afstand wissen als hij gestolen is.
advice-reason-wipe-destroys = Wissen kan bewijs vernietigen.
    Als er iets bewaard moet blijven, mag er niet gewist worden, ook niet op afstand. Een bewaarbevel gaat voor.
advice-reason-no-fishing = Zoeken naar iets om iemand mee weg te krijgen is geen eerlijk doel.
    Een chat nalezen omdat een klant klaagt is iets anders dan een leidinggevende die met personeelszaken zoekt naar een conflict. Voor dat tweede zijn chats niet bewaard.
advice-reason-watching-people = Iemand in de gaten houden grijpt het diepst in.
    Het vraagt vooraf een onderzoek naar de gevolgen (DPIA), een zwaarwegende reden, en een bericht aan die persoon. Zegel helpt er niet bij: het zoekt niet over alle chats, telt niet wie wat doet, en geeft niemand een cijfer.
advice-reason-no-purpose = Een oogje in het zeil houden is geen doel.
    Wie bewaart voor het geval dat, weet niet wat hij nodig heeft, en dus ook niet wanneer het genoeg is. Noem de gebeurtenis waar het om gaat, dan wordt duidelijk wat daarbij past.

advice-alternative-talk = Praat eerst met de persoon om wie het gaat.
    Zeg wat u ziet en vraag hoe het zit. De meeste vermoedens houden geen stand, of zijn daarna opgelost.
advice-alternative-leave-out-checking = Laat het nagaan van een medewerker weg.
    Wat u verder wilt, kan los daarvan beoordeeld worden.
advice-alternative-name-the-event = Noem één gebeurtenis.
    Een klacht, een ongeluk, een afspraak waarover u het oneens bent. Daarvoor kan een dossier: met een doel, een paar gesprekken, een paar dagen, en een einde.
advice-alternative-outside-inquiry = Laat één ernstige verdenking van buiten onderzoeken.
    Schrijf op wat u weet en vraag een jurist of een onafhankelijk onderzoek gepast is. Dat staat los van het bewaren van chats.
advice-alternative-only-work-chats = Bewaar alleen gesprekken over het werk.
    Klantenchats zijn bijna altijd genoeg om een afspraak terug te lezen.
advice-alternative-business-account = Gebruik een zakelijk account.
    Met een eigen nummer voor het bedrijf staat vast wat werk is. Privéchats komen er niet meer op, dus ook niet in het archief.
advice-alternative-company-phone = Geef wie dat nodig heeft een zakelijke telefoon.
    Dan beheert u uw eigen telefoon en blijft de privételefoon met rust.
advice-alternative-holder-hands-in = Laat de houder zelf een gesprek aanleveren.
    Eén gesprek tegelijk, als het nodig is, en na een duidelijk ja. Niemand houdt bij wie nee zei.
advice-alternative-own-read-back = Laat mensen hun eigen gesprekken teruglezen.
    Wie erbij was, kan nakijken wat er is afgesproken. Dan hoeft er niemand anders mee te lezen, en is er geen dossier nodig.
advice-alternative-confirm-in-writing = Bevestig afspraken per mail of op de werkbon.
    Eén zin na een chat is vaak genoeg: "We spraken af dat". Dan hoeft u niets te bewaren.
advice-alternative-work-profile = Zet werk-apps in een werkprofiel.
    U beheert en wist alleen dat deel. Wat ernaast staat, ziet u niet. De medewerker kan het profiel zelf verwijderen.
advice-alternative-phones-own-wipe = Gebruik de zoek- en wisfunctie van de telefoon zelf.
    Die zit op elke iPhone en elke Android-telefoon. Voor alleen diefstal heeft u geen beheersoftware nodig.
advice-alternative-no-delete-order = Spreek af wat er gebeurt bij een inval.
    Eén bericht aan iedereen: wis niets, verlaat geen groepen. Met een bewaarbevel en een bevestiging dat het gelezen is. Dat had de boete kunnen schelen.

advice-condition-council-consents = De ondernemingsraad stemt vooraf in.
    Vraag het schriftelijk, met uw redenen en de gevolgen voor het personeel. Overleg er minstens één keer over. De raad beslist met redenen; daarna meldt u uw besluit en de datum waarop het ingaat. Slaat u dit over, dan kan de raad binnen een maand schriftelijk de nietigheid inroepen. Instemming is geen grondslag: de regels uit de AVG gelden daarnaast.
advice-condition-council-advises = De ondernemingsraad kan ook adviesrecht hebben.
    Dat geldt bij een belangrijke nieuwe techniek. Volgt u het advies niet, dan wacht u een maand met uitvoeren.
advice-condition-council-first = Er hoort eerst een ondernemingsraad te zijn.
    Met 50 mensen of meer bent u daartoe verplicht. Zonder raad is er niemand die kan instemmen.
advice-condition-staff-heard = U bespreekt het plan met het personeel, of met hun vertegenwoordiging.
    Een personeelsvertegenwoordiging bij 10 tot 49 mensen heeft meestal geen instemmingsrecht. Wat zij zegt telt wel: schrijf op wat er gevraagd is, en wat u ermee deed.
advice-condition-staff-told = U vertelt iedereen zelf wat u bewaart en waarom.
    In een klein bedrijf is duidelijkheid de sleutel. Een kwartier aan tafel en een briefje dat klopt zijn meer waard dan een dik reglement.
advice-condition-wipe-told = Iedereen weet vooraf wat u kunt wissen, en wanneer.
    Alleen na verlies of diefstal. Zeg ook wat er met privéfoto's op een zakelijke telefoon gebeurt.
advice-condition-regulation = Er is een privacyreglement.
    Daarin staat wie welke gegevens wanneer leest, en waarvoor. In Zegel is het tegelijk tekst en regel: wat er niet in staat, gebeurt niet.
advice-condition-notice = Iedereen heeft de kennisgeving gelezen.
    Kort en in gewone taal: wat, waarom, hoe lang, wie, en hoe u bezwaar maakt. Men bevestigt het lezen. Dat is geen toestemming.
advice-condition-access-ledger = Iedere medewerker ziet wie wat over hem of haar opende.
    Met datum, doel en rol, uit een logboek dat niemand ongemerkt kan veranderen.
advice-condition-four-eyes = Niemand opent iets alleen.
    Het vierogenprincipe: iemand van de werkgever en iemand namens het personeel zeggen allebei ja. Wie het vraagt, keurt het niet zelf goed.
advice-condition-closed-purposes = De doelen staan vast in een korte lijst.
    Een klacht van een klant staat erop. Functioneren, gedrag en ontslag staan er niet op.
advice-condition-weighed = U hebt de belangen afgewogen, op papier.
    Uw belang, de noodzaak, en wat het voor het personeel betekent. Doe dit als de waarborgen staan, niet eerder.
advice-condition-assessed = U hebt de gevolgen onderzocht (DPIA).
    Verplicht als u personeel stelselmatig volgt, en ook voordat u telefoons gaat beheren.
advice-condition-six-questions = Zes vragen zijn beantwoord.
    Weet men het vooraf? Hoe ver gaat het? Waarom? Kan het met minder? Wat zijn de gevolgen? Wat beschermt de medewerker? De rechter stelt ze ook.
advice-condition-holder-decides = De houder beslist zelf, gesprek voor gesprek.
    Bij een privéaccount blijft alles buiten, behalve wat de houder aanwijst. Nooit alles in één keer. De keuze valt voordat er iets van het apparaat gaat.
advice-condition-refusal-is-free = Wie nee zegt, merkt daar niets van.
    Er is geen lijst van mensen die weigerden, en er is een andere manier om het werk te doen.
advice-condition-marked-stays-out = Wat als privé is aangemerkt blijft buiten.
    Ook op een zakelijk account. Komt een beoordelaar toch iets privés tegen, dan leest die niet verder en meldt dat.
advice-condition-confidential-out = Vertrouwelijke contacten blijven buiten.
    De bedrijfsarts, leden van de ondernemingsraad, en wie een misstand meldt. Gezondheid en lidmaatschap van een vakbond krijgen extra bescherming.
advice-condition-lawyers-apart = Gesprekken met advocaten blijven apart.
    Een toezichthouder mag ze niet zien. Iemand die buiten het onderzoek staat, haalt ze er eerst uit.
advice-condition-customers-told = Uw klanten weten het ook.
    Eén zin bij het eerste contact of op uw site: dit gesprek bewaren wij, zo lang, hiervoor.
advice-condition-kept-briefly = U bewaart niet langer dan nodig.
    Voor afspraken met klanten is een jaar meestal genoeg. Daarna verdwijnt het vanzelf, behalve onder een bewaarbevel.
advice-condition-fiscal-records = Wat bij uw administratie hoort, bewaart u zeven jaar.
    Een prijs die in een chat is afgesproken kan daarbij horen. Zet die over naar de order of de factuur; dan hoeft de chat niet zo lang te blijven.
advice-condition-objection-answered = Wie bezwaar maakt, krijgt antwoord.
    Zolang u nog niet besloten heeft, leest niemand die gesprekken.
advice-condition-no-location = U volgt niemand.
    De plek van een telefoon vraagt u alleen op als die als verloren is gemeld.
advice-condition-work-part-only = Op een privételefoon raakt u alleen het werkdeel aan.
    Geen lijst van apps, geen plaats, geen volledige wissing.
advice-condition-hold-first = Onder een bewaarbevel wordt niet gewist.
    Ook niet als de telefoon gestolen is: eerst kijken of er iets bewaard moet blijven.

advice-step-stop = Stop hier. Zet niets aan en bewaar niets.
advice-step-change-plan = Kies een alternatief op deze pagina en kijk of het antwoord dan beter is.
advice-step-name-purpose = Schrijf in één zin op wat er gebeurd is. Lukt dat niet, dan is er niets te bewaren.
advice-step-write-regulation = Pas het reglement aan, of schrijf op wie wat mag als het alleen om telefoons gaat.
advice-step-ask-council = Vraag de ondernemingsraad om instemming. De tekst staat klaar.
advice-step-hear-staff = Bespreek het plan met het personeel. Maak een verslag; de opzet staat klaar.
advice-step-fill-seats = Vul de zetels: twee namens de werkgever, twee namens het personeel. Oefen het openen één keer.
advice-step-give-notice = Geef iedereen de kennisgeving en vraag om te bevestigen dat die gelezen is.
advice-step-weigh = Weeg nu de belangen en beantwoord de zes vragen. Valt het tegen, dan stopt u hier zonder schade.
advice-step-prepare-hold = Spreek af wie bij een inval het bewaarbevel geeft, en zet het bericht klaar.
advice-step-start-small = Begin met één team. Kijk na drie maanden terug of het nodig was.
advice-step-tell-staff = Vertel het op papier aan iedereen en houd een lijst bij van de telefoons.

advice-document-regulation = Privacyreglement
advice-document-notice = Kennisgeving aan het personeel
advice-document-balancing-test = Belangenafweging
advice-document-six-questions = Zes vragen over de gevolgen (DPIA)
advice-document-council-request = Verzoek aan de ondernemingsraad
advice-document-staff-minutes = Verslag van het gesprek met het personeel

advice-source-column-phones = Arnoud Engelfriet, column "Kan ik nu eindelijk mijn personeel MDM software opdringen?"
    Beheer op een privételefoon vraagt eerst aantoonbare zorg voor privacy: wie leest wat wanneer, hoe is dat vastgelegd, hoe weet het personeel het.
advice-source-column-logs = Arnoud Engelfriet, column over WhatsApp-logs bij een ict-servicebedrijf
    Zakelijke chats bewaren kan, met goede afspraken over wie erbij mag en wanneer. Op een privételefoon komt alles mee, en dat is niet op te lossen.
advice-source-acm-fine = ACM, besluit van 10 december 2019
    Boete van 1,84 miljoen euro, omdat tijdens een inval chats werden gewist en groepen verlaten.
advice-source-gdpr-principles = AVG, artikel 5
    Een vast doel, niet meer dan nodig, niet langer dan nodig, en dat kunnen laten zien.
advice-source-legitimate-interest = AVG, artikel 6 lid 1 onder f, met EDPB-richtsnoeren 1/2024
    Belang, noodzaak en afweging, op schrift.
advice-source-consent-of-staff = AVG, artikel 7, met de Autoriteit Persoonsgegevens, 7 februari 2025
    Toestemming van personeel is bijna niet bruikbaar.
advice-source-special-data = AVG, artikel 9, en UAVG, artikelen 30 en 46
    Gezondheid, vakbond en burgerservicenummer krijgen extra bescherming.
advice-source-right-to-know = AVG, artikelen 12 tot en met 15, met HvJ EU C-579/21 (Pankki S)
    Mensen horen vooraf wat er gebeurt, en mogen weten wanneer en waarvoor hun gegevens zijn ingezien.
advice-source-objection = AVG, artikelen 18 en 21
    Beperking en bezwaar: tot het besluit wordt er niet gelezen.
advice-source-automated-decisions = AVG, artikel 22
    Geen besluiten over mensen door alleen een machine.
advice-source-by-design = AVG, artikelen 25 en 32
    Privacy en beveiliging vanaf het ontwerp.
advice-source-impact-assessment = AVG, artikel 35, met de lijst van de Autoriteit Persoonsgegevens (Stcrt. 2019, 64418)
    Een DPIA voordat u personeel stelselmatig volgt.
advice-source-works-agreements = AVG, artikel 88, met HvJ EU C-65/23 (19 december 2024)
    Afspraken met de ondernemingsraad moeten ook zelf aan de AVG voldoen.
advice-source-barbulescu = EHRM, Bărbulescu tegen Roemenië, 61496/08, punt 121
    Zes vragen voor wie berichten van personeel bekijkt.
advice-source-wp249 = Europese privacytoezichthouders, WP249
    Een DPIA voor telefoonbeheer, plaats alleen na melding van verlies, privé is verboden gebied.
advice-source-secrecy-of-letters = Grondwet, artikel 13
    Het geheim van brief en chat.
advice-source-private-chats-ruling = Kantonrechter, bekend geworden in januari 2026
    2.000 euro per persoon, voor het bladeren in privéchats op een laptop van het werk.
advice-source-council-duty = WOR, artikel 2
    Een ondernemingsraad vanaf 50 mensen.
advice-source-council-consent = WOR, artikel 27 lid 1 onder k en l
    Instemming over persoonsgegevens van personeel en over middelen die geschikt zijn om personeel te volgen.
advice-source-council-procedure = WOR, artikel 27 leden 2 tot en met 6
    Redenen op schrift, minstens één overleg, een besluit met redenen; nietigheid kan binnen een maand worden ingeroepen.
advice-source-council-advice = WOR, artikel 25 lid 1 onder k en lid 6
    Advies over belangrijke techniek, en een maand uitstel.
advice-source-staff-body = WOR, artikel 35c
    Een personeelsvertegenwoordiging van 10 tot 49 mensen heeft in beginsel geen instemmingsrecht.
advice-source-privilege = Awb, artikel 5:20 lid 2, en Instellingswet ACM, artikel 12g
    Verkeer met advocaten valt erbuiten.
advice-source-fiscal-records = AWR, artikel 52 leden 4 en 5
    Zeven jaar bewaren wat bij de administratie hoort.
advice-source-reporters = Wet bescherming klokkenluiders, artikel 1a
    De naam van wie een misstand meldt, blijft geheim.
advice-source-platforms = Apple en Google, documentatie over apparaatbeheer
    Apps blokkeren kan alleen op toestellen van het bedrijf.

# Teksten om aan te passen: belangenafweging, zes vragen, ondernemingsraad, verslag.

paper-fill = [vul in: { $what }]
paper-employer = [naam van het bedrijf]
paper-made-with = Gemaakt met "Mag dit?" van Zegel. Een begin, geen juridisch advies: pas het aan.
paper-answers-title = Waar het om gaat
paper-answers-phone = Telefoons: { $phone ->
    [company] zakelijk
    [private] privé
   *[both] zakelijk en privé
}
paper-answers-account = Account: { $account ->
    [business] zakelijk
   *[personal] privé
}
paper-answers-chats = Gesprekken: { $chats ->
    [customers] met klanten
    [colleagues] van collega's onder elkaar
    [groups] groepen met klanten en collega's
   *[everything] alles. Let op: zo mag het niet; lees hieronder "gesprekken over het werk"
}
paper-answers-wants = Wensen: { $wants }
paper-answers-staff = Mensen die hier werken: { $staff }
paper-answers-council = Namens het personeel: { $council ->
    [works_council] ondernemingsraad
    [staff_body] personeelsvertegenwoordiging
   *[none] niemand gekozen; wij spreken met iedereen
}

paper-want-evidence = chats bewaren als bewijs
paper-want-read-back = afspraken teruglezen
paper-want-manage-phones = telefoons beheren
paper-want-wipe-stolen = gestolen telefoons wissen
paper-want-none = geen
paper-want-and = { $before } en { $last }

paper-balancing-lead = Schrijf dit pas als reglement, zetels, kennisgeving en inzagelogboek er staan. Eén afweging per doel.
paper-balancing-interest-title = 1. Ons belang
paper-balancing-interest = { $why ->
    [complaint] Wij willen kunnen nalezen wat er met een klant of collega is afgesproken, als daar ruzie over is of een klacht over komt.
    [regulator] Wij moeten een toezichthouder kunnen geven waar die recht op heeft. Verdwijnt bewijs, dan lopen wij kans op een boete.
    [loss] Wij willen voorkomen dat gegevens van klanten en collega's in vreemde handen komen als een telefoon kwijtraakt.
   *[control] Wij hebben nog geen doel genoemd dat eerlijk is. Noem één gebeurtenis, of stop hier.
}
paper-balancing-interest-fill = wat er gebeurd is, wanneer, en wat het ons kostte
paper-balancing-necessity-title = 2. Is het nodig?
paper-balancing-necessity = Wij hebben eerst gekeken naar wat minder ingrijpend is. Per alternatief staat hier waarom het niet genoeg is. Is er één wel genoeg, dan kiezen wij dat.
paper-balancing-necessity-fill = waarom dit niet genoeg is
paper-balancing-balance-title = 3. Wat weegt er aan de kant van het personeel?
paper-balancing-balance = { $phone ->
    [company] Mensen weten dat een zakelijke telefoon van het bedrijf is. Toch gebruiken zij hem soms even privé, en zij hoeven niet te verwachten dat iemand dat leest.
    [private] De telefoon is van de medewerker zelf. Die verwacht dat de werkgever daar niet bij kan, en heeft daarin gelijk. Wij raken alleen aan wat de houder zelf aanwijst of wat in het werkprofiel staat.
   *[both] Van een zakelijke telefoon weten mensen dat die van het bedrijf is. Een privételefoon is van henzelf: daar raken wij alleen aan wat de houder aanwijst of wat in het werkprofiel staat.
}
paper-balancing-account = { $account ->
    [business] Het account is van het bedrijf. Daardoor is duidelijk welke gesprekken werk zijn. Wat als privé of vertrouwelijk is aangemerkt, blijft buiten.
   *[personal] Het account is van de medewerker. Daarom blijft alles buiten, behalve een gesprek dat de houder zelf aanwijst.
}
paper-balancing-chats = { $chats ->
    [colleagues] Collega's praten onder elkaar vrij. Dat weegt zwaar. Wij bewaren daarom alleen groepen die voor het werk zijn gemaakt.
    [groups] In de groepen zitten ook collega's en klanten die hier niet om vroegen. Zij horen vooraf dat de groep bewaard wordt.
   *[customers] Klanten horen bij het eerste contact dat het gesprek bewaard wordt. Het gaat alleen om gesprekken over het werk.
}
paper-balancing-fill = wie hier extra geraakt kan worden, en wat wij voor hen doen
paper-balancing-safeguards-title = 4. Wat beschermt het personeel?
paper-balancing-safeguard-quorum = Niemand opent iets alleen: beide zijden zeggen ja.
paper-balancing-safeguard-purpose = Er wordt alleen gelezen voor een doel van de lijst. Functioneren, gedrag en ontslag staan er niet op.
paper-balancing-safeguard-ledger = Iedereen ziet wie wat over hem of haar opende, en waarvoor.
paper-balancing-safeguard-search = Er is geen zoekfunctie over alle gesprekken heen, en niemand krijgt een cijfer.
paper-balancing-safeguard-retention = Het reglement zegt hoe lang iets bewaard mag worden.
paper-balancing-outcome-title = 5. Uitkomst
paper-balancing-outcome-fill = weegt ons belang zwaarder, en waarom wel of niet
paper-signed-fill = datum, naam en functie
paper-signed = Getekend:

paper-questions-lead = De zes vragen die de Europese rechter stelt als een werkgever berichten van personeel bekijkt (Bărbulescu, punt 121; eigen kennis: eerst controleren). Onder elke vraag staat een eerste antwoord. Vul aan wat bij u anders is.
paper-questions-1-title = 1. Weet het personeel het vooraf?
paper-questions-1 = Ja. Iedereen krijgt de kennisgeving en bevestigt dat die gelezen is. Pas daarna kan er iets van die persoon bewaard worden.
paper-questions-1-fill = wanneer en hoe de kennisgeving is gegeven
paper-questions-2-title = 2. Hoe ver gaat het, en hoe diep?
paper-questions-2 = Het gaat om { $wants }, voor { $staff } { $staff ->
    [one] persoon
   *[other] mensen
}. { $chats ->
    [customers] Alleen gesprekken met klanten.
    [colleagues] Alleen groepen van collega's die voor het werk zijn gemaakt.
    [groups] Alleen groepen met klanten en collega's die voor het werk zijn gemaakt.
   *[everything] Niet alles: alleen gesprekken over het werk.
} Lezen kan alleen in een dossier: een paar gesprekken, een paar dagen, één lezer.
paper-questions-2-fill = welke teams, welke gesprekken, sinds wanneer
paper-questions-2-phones = Het gaat om { $wants }, voor { $staff } { $staff ->
    [one] persoon
   *[other] mensen
}. Wij lezen geen berichten en volgen niet waar iemand is.
paper-questions-3-title = 3. Welke reden is er?
paper-questions-4-title = 4. Kan het met minder?
paper-questions-4 = Wij bekeken eerst deze mogelijkheden:
paper-questions-5-title = 5. Wat zijn de gevolgen voor de medewerker?
paper-questions-5 = Wat gelezen is, gebruiken wij alleen voor het doel van het dossier. Het komt niet in een personeelsdossier. Wie nee zegt tegen het aanleveren van een eigen gesprek, merkt daar niets van.
paper-questions-5-phones = Wat wij over een telefoon weten, gebruiken wij alleen om die te beveiligen. Het komt niet in een personeelsdossier.
paper-questions-5-fill = wat er gebeurt als er iets ernstigs wordt gevonden
paper-questions-6-title = 6. Wat beschermt de medewerker?
paper-questions-6 = Openen kan alleen als beide zijden ja zeggen. Elke keer lezen wordt vastgelegd in een logboek dat niemand ongemerkt kan veranderen. De medewerker ziet zelf wie wat opende, en kan bezwaar maken.
paper-questions-6-phones = Wissen doen twee mensen samen, alleen na verlies of diefstal, en nooit onder een bewaarbevel. Op een privételefoon raken wij alleen het werkdeel aan. De medewerker ziet wat er met de telefoon is gedaan.
paper-questions-6-fill = bij wie de medewerker terecht kan

paper-council-to = Aan de ondernemingsraad
paper-council-lead = Wij vragen de raad om instemming met het voorgenomen besluit hieronder (WOR, artikel 27 lid 1 onder k en l).
paper-council-decision-title = 1. Het besluit
paper-council-decision = Wij willen { $wants }. Het gaat om { $phone ->
    [company] zakelijke telefoons
    [private] privételefoons, en daarvan alleen wat de houder aanwijst of wat in het werkprofiel staat
   *[both] zakelijke telefoons, en van privételefoons alleen wat de houder aanwijst of wat in het werkprofiel staat
}. De regels staan in de bijlagen.
paper-council-reasons-title = 2. De redenen
paper-council-consequences-title = 3. De gevolgen voor het personeel
paper-council-consequences = Voor { $staff } { $staff ->
    [one] persoon verandert
   *[other] mensen verandert
} dit: wat over het werk gaat, kan later gelezen worden als beide zijden ja zeggen. Wat privé is, blijft buiten. Iedereen ziet wie wat opende.
paper-council-consequences-phones = Voor { $staff } { $staff ->
    [one] persoon verandert
   *[other] mensen verandert
} dit: een telefoon kan na verlies of diefstal gewist worden, of krijgt regels voor apps. Daarmee lezen wij niets en volgen wij niemand.
paper-council-consequences-fill = voor wie het meer of minder uitmaakt
paper-council-safeguards-title = 4. Wat de raad zelf in handen heeft
paper-council-safeguard-seat = Een zetel namens het personeel: zonder die zetel opent niets.
paper-council-safeguard-witness = Een eigen getuige die meekijkt of het logboek klopt.
paper-council-safeguard-figures = Elke maand cijfers: hoeveel dossiers, met welk doel, en hoe ze afliepen. Nooit de inhoud.
paper-council-safeguard-widening = Elke verruiming van het reglement komt eerst bij de raad, met een lijst van wat erdoor mogelijk wordt.
paper-council-procedure-title = 5. Hoe het verder gaat
paper-council-procedure-meeting = Wij overleggen er minstens één keer over, op:
paper-council-procedure-decision = De raad beslist schriftelijk, met redenen, uiterlijk op:
paper-council-procedure-report = Daarna melden wij ons besluit en de datum waarop het ingaat.
paper-council-procedure-nullity = Voeren wij het uit zonder instemming, dan kan de raad binnen een maand schriftelijk de nietigheid inroepen.
paper-council-date-fill = datum
paper-council-attachments-title = Bijlagen
paper-council-attachments = Privacyreglement, kennisgeving, belangenafweging, zes vragen (DPIA).

paper-minutes-lead = Een verslag van één bladzijde is genoeg. Bewaar het bij het reglement.
paper-minutes-meeting-title = 1. Het gesprek
paper-minutes-when = Wanneer en waar:
paper-minutes-when-fill = datum, tijd, plaats
paper-minutes-who = Wie waren erbij:
paper-minutes-who-fill = namen, of hoeveel van de { $staff }
paper-minutes-told-title = 2. Wat wij vertelden
paper-minutes-told-what = Wat: { $wants }.
paper-minutes-told-who = Wie er leest: één lezer per dossier, en alleen als iemand van de werkgever én iemand namens het personeel ja zegt.
paper-minutes-told-see = Hoe men het ziet: op de eigen pagina staat wat er bewaard is en wie het opende.
paper-minutes-told-phones = Wat er niet gebeurt: wij lezen niet mee, volgen niemand, en wissen van een privételefoon alleen het werkdeel.
paper-minutes-seats = Wie namens het personeel een zetel krijgt:
paper-minutes-seats-fill = twee namen, gekozen door het personeel
paper-minutes-asked-title = 3. Wat er gevraagd en gezegd is
paper-minutes-asked-fill = vraag, bezwaar of wens, en van hoeveel mensen
paper-minutes-done-title = 4. Wat wij ermee deden
paper-minutes-done-fill = wat er in het plan veranderde, en wat niet en waarom niet
