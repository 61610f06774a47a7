# Around every page.
layout-skip = Naar de inhoud
layout-navigation = Hoofdmenu
layout-sign-in = Inloggen
layout-sign-out = Uitloggen
layout-promise = Zegel bewaart zakelijke chats als bewijs. Niemand leest ze alleen, en elke keer lezen staat in het logboek.
layout-checkpoint = Logboek: { $count ->
    [one] { $count } regel
   *[other] { $count } regels
 }, ondertekend op

demo-bar-label = Demo
demo-warning = Eén machine bevat alles: niets is hier beschermd.
demo-roles-label = Wissel van rol
demo-home = Over de demo
demo-admin-view = Wat een beheerder ziet

place-advice = Mag dit?
place-me = Mijn pagina
place-cases = Dossiers
place-seats = Zetels
place-holds = Bewaarbevelen
place-people = Mensen
place-regulation = Reglement maken
place-rules = Regels
place-log = Logboek

role-employee = Medewerker
role-reviewer = Beoordelaar
role-privacy-contact = Contactpersoon privacy
role-staff-seat = Zetel van het personeel
role-employer-seat = Zetel van de werkgever
role-owner = Eigenaar

purpose-customer-complaint = Klacht van een klant
purpose-agreement-dispute = Verschil over een afspraak
purpose-legal-claim = Juridische claim
purpose-regulator-order = Bevel van een toezichthouder
purpose-safety-incident = Ongeval of gevaar

class-business-company = Zakelijk account, zakelijke telefoon
class-personal-company = Privéaccount, zakelijke telefoon
class-business-private = Zakelijk account, privételefoon
class-personal-private = Privéaccount, privételefoon

side-employer = Werkgever
side-staff = Personeel

voice-employer = namens de werkgever
voice-staff = namens het personeel
voice-privacy = voor de privacy

ground-regulator = Onderzoek van een toezichthouder
ground-legal-claim = Juridische claim
ground-subjects-claim = Nodig voor de claim van iemand over wie het gaat

end-closed = Gesloten
end-denied = Geweigerd
end-lapsed = Vervallen: niemand antwoordde op tijd
end-deadline = De termijn is voorbij
end-room-stopped = De leeskamer is gestopt

flash-approved = De zetel heeft goedgekeurd.
flash-closed = Het dossier is gesloten. De sleutel is vernietigd.
flash-confirmed = Dank u. Wij hebben vastgelegd dat u de kennisgeving hebt gelezen.
flash-consulted = Het overleg met het personeel is vastgelegd.
flash-denied = De aanvraag is geweigerd. Er is niets geopend.
flash-drafted = Het concept staat klaar.
flash-hold-proposed = Het bewaarbevel geldt vanaf nu. Een tweede moet het nog bevestigen.
flash-hold-confirm = Het bewaarbevel is bevestigd.
flash-hold-refuse = Het voorstel is geweigerd. Het bewaarbevel geldt niet meer.
flash-hold-propose-release = Het voorstel om op te heffen ligt er. Tot een tweede ja zegt, blijft het bewaarbevel gelden.
flash-hold-confirm-release = Het bewaarbevel is opgeheven.
flash-hold-keep = Het bewaarbevel blijft gelden.
flash-in-force = Het reglement geldt vanaf nu.
flash-key-registered = Uw sleutel is vastgelegd.
flash-link-made = De link is gemaakt.
flash-person-added = De persoon is toegevoegd.
flash-released = Beide kanten hebben goedgekeurd. De leeskamer kan open.
flash-requested = Uw aanvraag is verstuurd naar de zetels.
flash-room-opened = De leeskamer is open.
flash-seat-drilled = De zetel is geoefend en werkt.
flash-seat-registered = De zetel is vastgelegd. Oefen hem nu.
flash-signed-in = U bent ingelogd.
flash-token-revoked = Het token is ingetrokken.
flash-weighed = De belangenafweging is vastgelegd.
flash-withdrawn = Het reglement is ingetrokken. Er komt niets meer bij.
