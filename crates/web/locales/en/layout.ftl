# Around every page.
layout-skip = Skip to content
layout-navigation = Main menu
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-promise = Zegel keeps business chats as evidence. Nobody reads them alone, and every reading is in the log.
layout-checkpoint = Log: { $count ->
    [one] { $count } entry
   *[other] { $count } entries
 }, signed on

demo-bar-label = Demo
demo-warning = One machine holds everything: nothing here is protected.
demo-roles-label = Switch role
demo-home = About the demo
demo-admin-view = What an administrator sees

place-advice = May I do this?
place-me = My page
place-cases = Cases
place-seats = Seats
place-holds = Legal holds
place-people = People
place-regulation = Make the regulation
place-rules = Rules
place-log = Log

role-employee = Employee
role-reviewer = Reviewer
role-privacy-contact = Privacy contact
role-staff-seat = Staff seat
role-employer-seat = Employer seat
role-owner = Owner

purpose-customer-complaint = Complaint by a customer
purpose-agreement-dispute = Dispute about an agreement
purpose-legal-claim = Legal claim
purpose-regulator-order = Order by a regulator
purpose-safety-incident = Accident or danger

class-business-company = Business account, company phone
class-personal-company = Personal account, company phone
class-business-private = Business account, private phone
class-personal-private = Personal account, private phone

side-employer = Employer
side-staff = Staff

voice-employer = for the employer
voice-staff = for the staff
voice-privacy = for privacy

ground-regulator = A regulator's investigation
ground-legal-claim = Legal claim
ground-subjects-claim = Needed for a claim of somebody whom it is about

end-closed = Closed
end-denied = Denied
end-lapsed = Lapsed: nobody answered in time
end-deadline = The deadline has passed
end-room-stopped = The reading room has stopped

flash-approved = The seat has approved.
flash-closed = The case is closed. Its key is destroyed.
flash-confirmed = Thank you. We recorded that you read the notice.
flash-consulted = The consultation of staff is recorded.
flash-denied = The request is denied. Nothing was opened.
flash-drafted = The draft is ready.
flash-hold-proposed = The legal hold binds from now on. A second person has yet to confirm it.
flash-hold-confirm = The legal hold is confirmed.
flash-hold-refuse = The proposal is refused. The legal hold binds no longer.
flash-hold-propose-release = The release is proposed. Until a second person says yes, the legal hold goes on binding.
flash-hold-confirm-release = The legal hold is released.
flash-hold-keep = The legal hold stays.
flash-in-force = The regulation is in force from now on.
flash-key-registered = Your key is recorded.
flash-link-made = The link is made.
flash-person-added = The person is added.
flash-released = Both sides have approved. The reading room can open.
flash-requested = Your request was sent to the seats.
flash-room-opened = The reading room is open.
flash-seat-drilled = The seat was drilled and works.
flash-seat-registered = The seat is recorded. Now drill it.
flash-signed-in = You are signed in.
flash-token-revoked = The token is revoked.
flash-weighed = The balancing test is recorded.
flash-withdrawn = The regulation is withdrawn. Nothing is added any more.
