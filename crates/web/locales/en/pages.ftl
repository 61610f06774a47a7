# Words that several pages share.
word-case = Case
word-copy = Conversation
word-seat = seat
copy-button = Copy
copy-done = Copied
count-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
 }
provenance-a = Signed by the platform itself. The strongest source.
provenance-b = From a database of the device or a backup of it. Whoever controls the device could have changed it, but less easily than a text.
provenance-c = From a text export. Anybody with a text editor can make such a file, so weigh it like a statement.

# Signing in and out
sign-in-title = Sign in
sign-in-lead = Zegel works without a password. You sign in with a personal link that works once.
sign-in-step-ask = Ask the owner of your organisation for a sign-in link.
sign-in-step-open = Open the link on the device on which you want to use Zegel.
sign-in-step-press = Press the button Sign in. After that the link no longer works.
sign-in-why-title = Why like this?
sign-in-why = A password can leak or be used twice. A link that works once cannot. And if your link was used and it was not you, you notice at once.
sign-in-welcome = Welcome, { $name }
sign-in-confirm-lead = Press the button to sign in on this device.
sign-in-once = The link works once.
sign-in-until = It is valid until { $until }.
sign-in-not-you = Are you not { $name }? Then close this page and tell the owner.
sign-out-title = You are signed out
sign-out-lead = Nothing of yours can be seen on this device any more.
sign-out-first-page = To the first page

# My page
me-hello = Hello { $name }
me-lead = Here you see what is kept about you, who opened it and why.
me-notice-unread-title = A notice is waiting for you
me-notice-unread = The regulation (version { $version }) is in force. The notice tells in plain words what is kept, why, and who may read it when. As long as you have not read it, nothing of yours can be added.
me-notice-read-button = Read the notice
me-no-regulation-title = No regulation is in force yet
me-no-regulation = So nothing is kept and nothing can be opened. As soon as a regulation is in force, you will read it here.
me-figure-conversations = { $count ->
    [one] conversation of yours kept
   *[other] conversations of yours kept
 }
me-figure-messages = { $count ->
    [one] message in it
   *[other] messages in all
 }
me-figure-accesses = times something about you was opened
me-opened-title = Who opened what
me-opened-lead = Each time somebody looks at something you took part in, it is listed here. You see role and purpose, not the name. With good reason, the privacy contact can give you the name.
me-opened-numbers = The numbers run on without gaps. If a number is missing, something was taken away. With the proof anybody can check that the entry is in the log, even without this server.
me-column-number = Number
me-column-when = When
me-column-who = Who
me-column-purpose = Purpose
me-column-what = What
me-column-proof = Proof
me-proof-download = Download
me-receipt-none = No access has been disclosed to you.
me-receipt-deferred = An access after { $day } may still be deferred.
me-receipt-no-deferral = This version of Zegel has no deferral: an access appears here as soon as it is recorded. So the date above is today.
me-receipt-deferral = With a good ground and a second approval, telling you may be deferred by at most { $count } days. The date above is today minus that term.
me-receipt-covers = This covers the first { $size } entries of the log, signed on { $at }.
me-receipt-limit = It says what is in the log. It cannot prove that nothing ever happened outside of the log.
me-hold-title = A legal hold binds
me-hold-lead = As long as it does, nothing of yours is erased here, whatever date stands below.
me-hold-everything = On everything in the archive.
me-hold-you = On what is kept about you.
me-hold-since = Since { $at }. Ground: { $ground }.
me-hold-proposed = A second person has yet to confirm it.
me-hold-release = Its release has been proposed.
me-hold-reads = A legal hold lets nobody read anything. If you object, tell the privacy contact.
me-kept-title = What is kept about me
me-kept-lead = These are the conversations that you brought in yourself. Their content is sealed: this server cannot read it either, and so cannot show whom you talked to.
me-kept-none = Nothing is kept about you.
me-kept-none-next = If you bring in a conversation yourself, it is listed here, with what happens to it.
me-kept-begun = Brought in on { $at }
me-column-class = Account and phone
me-column-source = Source
me-column-messages = Messages
me-column-until = May be kept until
me-letters-title = What do the letters A, B and C mean?
me-stated-title = What your program told about your files
me-stated-lead = These counts were signed with your key. There are no names in them and nothing that was said.
me-stated-left = On { $at } a part of a file was brought in. Conversations that stayed outside that time and were not read: { $conversations }. Messages in them: { $messages }.
me-stated-lacks = On { $at } a file lacked messages of { $first } to { $last } that an earlier one had ({ $copy }). Gone: { $missing }. There in another form: { $changed }.
me-shared-title = Brought in by a colleague
me-shared-lead = You took part in these conversations. A colleague brought in their own copy. If you object, tell that colleague or the privacy contact.
me-shared-by = A conversation of { $holder }
me-see-title = What your employer can and cannot see
me-see-yes-title = Can
me-see-yes-days = On which days there are messages in a conversation that was brought in, and roughly how many.
me-see-yes-people = Which colleagues took part on a day.
me-see-yes-case = The content of certain days, if there is a case for it and both sides have approved.
me-see-no-title = Cannot
me-see-no-content = The content, as long as there is no approved case. Not even the system administrator can.
me-see-no-private = Conversations that you did not bring in yourself. What is private stays on your phone.
me-see-no-alone = Anything that the staff's side did not approve.
me-see-no-score = Rankings, scores or a search across all conversations. They do not exist.
me-rules-link = Read the rules in force
me-notice-again = The notice that you read (version { $version })
me-bring-title = Bring in a conversation yourself
me-bring-lead = You decide for each conversation whether it is kept. Sealing happens on your own computer.
me-bring-export = Export the conversation on your phone. In WhatsApp: open the chat, choose More and then Export chat.
me-bring-token = Make a token. It tells the server that it is you.
me-bring-run = Run this command on your computer, with the name of your file:
me-bring-choice = The command first shows what it found and asks for each conversation whether you want to keep it. Before you say yes, nothing goes to the server.
me-tokens-title = Your tokens
me-token-line = Made on { $made }, valid until { $until }
me-token-revoke = Revoke

look-conversation = Read { $count ->
    [one] { $count } message
   *[other] { $count } messages
 } of { $day }
look-search = Searched, and saw { $count ->
    [one] { $count } hit
   *[other] { $count } hits
 }
look-attachment = Looked at an attachment of { $day }
look-mark = Marked a message of { $day }
look-compared = { $count ->
    [one] Compared copies of a conversation, and saw { $count } difference
   *[other] Compared copies of a conversation, and saw { $count } differences
 }

# Rules and notice
rules-contents = On this page
rules-title = The rules
rules-eyebrow-none = Privacy regulation
rules-eyebrow-version = Privacy regulation, version { $version }
rules-none-lead = There is no regulation yet. So nothing is kept and nobody may read anything.
rules-none = As soon as there is a proposal, you can read it here, before it enters into force.
rules-tag-proposal = Proposal
rules-proposal-lead = This is a proposal. It is not in force: nothing is kept and nothing is opened.
rules-tag-in-force = In force
rules-since = Since { $at }.
rules-in-force-lead = This is what was agreed about business chats. The server obeys the same table from which this text is made.
rules-tag-withdrawn = Withdrawn
rules-until = Was in force until { $at }.
rules-withdrawn-lead = This regulation is no longer in force. Nothing is added and nobody may open anything.
rules-headcount = According to the employer { $count } people work here
rules-council = and there is a works council.
rules-no-council = and there is no works council.
rules-stated = This is recorded in the log. If it is wrong, say so.
notice-title = Notice
notice-ask-title = Have you read this?
notice-ask = With this button you only say that you have read it. You do not consent to anything and you lose no rights.
notice-confirm = I have read this
notice-confirm-token = Read, and I want to bring in a conversation
notice-confirmed = You confirmed that you have read this version.
notice-rules-link = Read the whole regulation

# The log
log-lead = Everything that people do with the archive is here. Nobody can change or remove an entry without it showing.
log-entries-title = The newest entries
log-live = ● live
log-empty = Nothing has been recorded yet.
log-empty-next = The first entry appears as soon as somebody does something: adds a person, drafts a regulation, makes a seat.
log-column-index = Entry
log-column-kind = What happened
log-column-when = When
log-older = Older entries
log-checkpoint-title = Checkpoint
log-checkpoint-size = Entries
log-checkpoint-at = Signed
log-checkpoint-origin = Name of the log
log-checkpoint-root = Root
log-checkpoint-cosigners = Cosigned by
log-checkpoint-nobody = Nobody yet
log-checkpoint-none = No checkpoint has been signed yet.
log-verify-title = Check it yourself
log-verify = This command fetches the log, recomputes everything and does not need this server's database.
log-verify-key = Keep the key somewhere outside of this server. If it ever changes, ask why.
log-no-names = There are no names here. Those concerned see the details on their own page.

event-founded = Archive founded
event-person-added = Person added
event-link-offered = New sign-in link made for somebody
event-regulation-drafted = Regulation drafted
event-regulation-consulted = Consultation of staff recorded
event-interests-weighed = Interests weighed
event-regulation-in-force = Regulation put in force
event-regulation-withdrawn = Regulation withdrawn
event-notice-confirmed = Notice read
event-seat-registered = Seat recorded
event-seat-drilled = Seat drilled
event-key-registered = Key of an employee recorded
event-copy-begun = Conversation brought in for the first time
event-imported = Messages added
event-left-outside = Count of what stayed outside of an import
event-import-lacks = An import lacks what an earlier one had
event-case-requested = Case requested
event-case-approved = Approved by a seat
event-case-released = Case released
event-looked = Read in the reading room
event-disclosed = Access disclosed to an employee
event-attempt-refused = Attempt refused
event-archive-recovered = Went on after a restored backup
event-clock-changed = The clock of the machine was changed
event-hold-proposed = Legal hold proposed; it binds at once
event-hold-set = Legal hold confirmed
event-hold-refused = Proposal of a legal hold refused
event-hold-release-proposed = Release of a legal hold proposed
event-hold-kept = Legal hold stays
event-hold-released = Legal hold released
event-case-ended = Case ended

# People
people-lead = Who works here and what each may do. Roles that check each other do not go together.
people-none = Nobody has been added yet.
people-none-next = Begin with those who hold a seat. Then the others, all at once.
people-column-name = Name
people-column-roles = Roles
people-column-notice = Notice
people-column-link = Sign-in
people-since = Since { $at }
people-notice-read = Read
people-notice-unread = Not read yet
people-new-link = New link
people-add-title = Add people
people-field-name = Names
people-hint-name = One name a line. Everybody on the list gets the same roles.
people-field-roles = Roles
people-apart = The server refuses roles that one person cannot have together, such as reviewer and seat.
people-add-button = Add and make links
people-hint-employee = Sees on a page of their own what is kept and who opened it.
people-hint-reviewer = Requests a case and reads what was approved.
people-hint-privacy-contact = Looks after the privacy of staff, can close a case and has a voice about legal holds.
people-hint-staff-seat = Holds a key for the staff: an elected colleague, for instance, or an outsider.
people-hint-employer-seat = Holds a key for the employer.
people-hint-owner = Makes the regulation and adds people.
people-link-title = Sign-in link
people-link-for = A link for { $name }
people-link-lead = Give this link to { $name } yourself, preferably in person.
people-links-for = Links for { $count } people
people-links-lead = Give each of them their own link yourself, preferably in person. You can print this page and cut it into slips.
people-link-once = You see this only now. Whoever has a link can sign in with it once.
people-link-back = Back to the list

# Legal holds
holds-lead = What is under a legal hold is not erased, whatever else says so.
holds-meaning-title = How it works
holds-meaning-one = One person proposes it, and it binds at once. Preserve first, talk after.
holds-meaning-two = A second person confirms it: somebody who speaks for another side than the first.
holds-meaning-release = Releasing takes two: somebody for the employer, and somebody for the staff or the privacy contact. If anybody says that it must stay, it stays.
holds-meaning-refuse = If a proposal has no ground, the privacy contact can refuse it as long as nobody confirmed it. Whoever speaks for the employer or the staff cannot.
holds-meaning-time = It has no end date and never lapses by itself. So look now and then whether it is still needed.
holds-meaning-read = It makes nothing readable. Reading takes a case. Those concerned see on their own page that it is there, since when and why.
holds-binding-title = What binds now
holds-none = No legal hold binds.
holds-none-next = Is a regulator at the door, or is a claim coming? Then propose one below.
holds-column-on = On
holds-column-ground = Ground
holds-column-state = State
holds-column-steps = What you can do
holds-everything = Everything in the archive
holds-no-step = It is somebody else's turn now.
holds-state-proposed = Binds, not confirmed yet
holds-state-set = Binds
holds-state-release-proposed = Binds, release proposed
holds-state-released = Released
holds-state-refused = Refused
holds-said-proposed = Proposed by { $who }, { $voice }, on { $at }
holds-said-confirmed = Confirmed by { $who }, { $voice }, on { $at }
holds-said-release = Release proposed by { $who }, { $voice }, on { $at }
holds-said-released = Released by { $who }, { $voice }, on { $at }
holds-said-refused = Refused by { $who }, { $voice }, on { $at }
holds-step-confirm = Confirm
holds-step-refuse = Refuse
holds-step-keep = Let it stay
holds-step-confirm-release = Release
holds-step-propose-release = Propose to release it
holds-propose-title = Propose a legal hold
holds-propose-lead = As soon as you press the button, nothing of what you choose here is erased any more.
holds-field-on = On what?
holds-field-ground = On which ground?
holds-hint-regulator = A regulator asks for documents or comes for a dawn raid.
holds-hint-legal-claim = There is a claim, or one is to be expected.
holds-hint-subjects-claim = Somebody whom it is about needs it to prove something, and asks not to erase it.
holds-field-reference = Outside reference
holds-hint-reference = The case number of the regulator or the court, for instance. Do not name anybody.
holds-propose-button = Let it bind now
holds-ended-title = What binds no longer

# Making the regulation
regulate-lead = In four steps, always in this order: safeguards first, and only then the question whether it is necessary.
regulate-text-link = Read the text as your people read it
regulate-withdrawn = The previous regulation was withdrawn on { $at }. Nothing is added and nobody may open anything until a new regulation is in force.
regulate-draft-title = Draft
regulate-draft-lead = Choose which conversations may be kept. The rest of the regulation is ready: fixed purposes, cases of at most 14 days, and always the approval of both sides.
regulate-field-classes = Which conversations may be kept?
regulate-hint-business-company = Belongs to the work. Private conversations stay out if they are marked as such.
regulate-hint-business-private = Only the business account. The rest of the phone stays out of view.
regulate-hint-personal-company = Only what the employee confirms, conversation by conversation.
regulate-hint-personal-private = Only what the employee brings in, conversation by conversation. Nobody sees who does not.
regulate-draft-button = Make the draft
regulate-difference = What changes compared with the previous regulation
regulate-consult-title = Consultation of staff
regulate-consult-lead = Discuss the draft with everybody before it enters into force. Write down when that was and what was done with the remarks.
regulate-field-held = When was the consultation?
regulate-field-outcome = What was said, and what did you do with it?
regulate-hint-outcome = A few sentences are enough. Do not name anybody.
regulate-consult-button = Record the consultation
regulate-consulted = Held on { $day }.
regulate-consult-later = Comes after the draft.
regulate-weigh-title = Safeguards and balancing test
regulate-weigh-lead = The balancing test opens only when these four stand.
regulate-weigh-suggestion = A suggestion is filled in. Change it until it is true for your organisation.
regulate-weigh-closed = The balancing test opens as soon as all four safeguards stand.
regulate-weigh-later = Comes after the consultation.
regulate-field-interest = What is your interest in keeping them?
regulate-field-necessity = Why is nothing less intrusive enough?
regulate-field-balance = What weighs on the side of your people, and what do you do about it?
regulate-weigh-button = Record the balancing test
safeguard-regulation = Regulation
safeguard-regulation-hint = Drafted, and discussed with staff.
safeguard-seats = Seats
safeguard-seats-hint = Filled and drilled on both sides.
safeguard-seats-link = To the seats
safeguard-notice = Notice
safeguard-notice-hint = Ready to be read and confirmed.
safeguard-ledger = Access ledger
safeguard-ledger-hint = A signed checkpoint exists.
regulate-force-title = In force
regulate-force-lead = Everything stands. From now on people can bring in their conversations, after reading the notice.
regulate-force-button = Put the regulation in force
regulate-force-later = Comes last.
regulate-confirmed = { $confirmed } of { $employees } employees have read the notice.
regulate-withdraw-title = Withdraw the regulation
regulate-withdraw-lead = After that nothing is added and all cases end. What is there stays sealed until its retention period is over.
regulate-withdraw-button = Withdraw the regulation

# Seats
seats-lead = Each key is in two halves: one with the employer, one with the staff. Opening takes both.
seats-stand = Both sides stand
seats-lack = Not complete yet
seats-quorum = { $threshold } of { $seats } seats is enough for this half
seats-since = since { $at }
seats-drilled = Drilled
seats-not-drilled = Not drilled yet
seats-vacant = { $count ->
    [one] { $count } seat is free
   *[other] { $count } seats are free
 }
seats-make-title = Make your seat
seats-make-lead = You may hold a seat for this side: { $side }. The key is made on your own computer and never reaches the server.
seats-make-token = Make a token.
seats-make-run = Run this command. It asks for a passphrase and drills the seat at once.
seats-make-keep = Keep the key file in two places, and the passphrase somewhere else. Nobody can get them back for you.
seats-why-title = Why seats?
seats-why = So nobody can read alone: not the employer, not the staff, and least of all the server. And because each side has one seat more than it needs, no single person can block everything either.
seats-drill-why = A drill means that the seat shows that its key works. Without drills the regulation does not enter into force.

# Tokens
token-make = Make a token
token-title = Your new token
token-lead = This token tells the server that a command comes from you.
token-once = You see the token only now. Share it with nobody.
token-until = It works until { $until }.
token-for-import = Bring in a conversation
token-for-seat = Make a seat
token-for-approve = Approve a case
token-back = Done

# Cases
cases-lead = Reading is possible only in a case: for one purpose, certain conversations and days, and a limited time.
cases-new = Request a case
cases-none = Nothing has ever been opened.
cases-none-reviewer = Is there a complaint or a dispute about an agreement? First try without reading. If that fails, request a case.
cases-none-other = If a request comes, it appears here.
cases-column-state = State
cases-column-reviewer = Reviewer
cases-column-requested = Requested
cases-column-deadline = Ends
cases-missing = Waiting for: { $side }
case-waiting = Waiting for approval
case-open = Open
case-over = Over

# Asking for access
ask-title = Request a case
ask-lead = The more precise your request, the sooner the seats can say yes.
ask-nothing = No conversations have been brought in yet.
ask-nothing-hint = So there is nothing to open. Ask the colleague who was there.
ask-purpose = Purpose
ask-purpose-hint = Only purposes of the regulation. Somebody's performance or dismissal is not among them.
ask-why = Why
ask-reason = What happened?
ask-reason-hint = Name the incident and, if there is one, a reference from outside, such as a complaint number.
ask-necessity = Why is nothing less intrusive enough?
ask-necessity-hint = What did you try already? Asking the colleague, the quotation, the mail?
ask-scope = Conversations and days
ask-scope-hint = The names of conversations are sealed. You choose by who brought it in and by days.
ask-held-by = Conversation of { $holder }
ask-from = From
ask-to = Up to and including
ask-how = How long and how
ask-days = Days open
ask-days-hint = At most { $count }. After that the key is destroyed.
ask-export = I want to take an evidence bundle with me
ask-export-hint = Only what is within the case. The seats see that you ask for this. This version of Zegel records the wish, but does not make the bundle yet.
ask-preview = See what this would open
ask-preview-hint = You see counts only. Nothing is requested yet.
ask-preview-title = This is what it would open
ask-preview-lead = { $count ->
    [one] { $count } message
   *[other] { $count } messages
 } in total. You see content only after both sides approve.
ask-preview-period = Period
ask-preview-days = Days with messages
ask-preview-people = Colleagues concerned
ask-preview-again = Look again
ask-verdict = What the rules say
ask-final = Once sent, nobody can change the request. The seats approve or deny exactly this text, and the colleagues concerned see each time that you read.
ask-send = Send the request
check-regulation-yes = A regulation is in force.
check-regulation-no = No regulation is in force (R1).
check-role-yes = Your role may request a case.
check-role-no = Your role may not request a case (R2).
check-purpose-yes = The purpose is in the regulation.
check-purpose-no = Choose a purpose of the regulation.
check-words-yes = You explain what happened and why this is necessary.
check-words-no = Explain what happened and why nothing less intrusive will do.
check-scope-yes = Conversations and days are chosen.
check-scope-no = Choose at least one conversation, with its days in the right order.
check-duration-yes = The term fits the regulation.
check-duration-no = The term is longer than the regulation allows.
check-seats-yes = On both sides somebody other than you can answer.
check-seats-no = On one of the sides there is no seat that can answer.

# One case
case-answer-by = Without an answer the request lapses on { $at }.
case-answer-title = Your answer
case-open-until = Reading is possible until { $at }.
case-key-gone = The key is destroyed. Nobody can read in it any more.
case-room-title = Reading room
case-room-lead = Each time you look at something, it is logged and told to those concerned.
case-room-button = To the reading room
case-agent-lead = Read the terms. If you agree, approve. In real life you use a key file of your own for this; in this demo a separate program on this machine keeps the keys.
case-agent-button = Approve as { $holder } ({ $side })
case-staff-first = Your seat can approve as soon as a seat for the staff has done so. You can deny right away.
case-seat-title = With a key of your own
case-seat-lead = Read the terms. If you agree, run this command on the computer that has your seat:
case-seat-hint = The command first checks that the request is in the log.
case-terms-title = Terms
case-terms-fixed = Since the request nobody can change anything here.
case-export = Evidence bundle
case-export-yes = Requested
case-export-no = Not requested
case-approvals-title = Approvals
case-approval-earlier = With a shorter term: until { $at }
case-lacking = { $count ->
    [one] { $count } more approval needed
   *[other] { $count } more approvals needed
 }
case-timeline-title = What happened
case-log-index = entry { $count } of the log
case-deny-title = Deny this request
case-deny-lead = One no is enough. Nothing is opened; the reviewer can ask again later with a better reason.
case-deny-button = Deny the request
case-close-title = Close this case
case-close-lead = The reading room stops and the key is destroyed. This cannot be undone.
case-close-button = Close the case

# The demo
demo-title = Demo
demo-lead = A made-up company of { $count } people. A customer complains about an agreement that was made in a chat. Play who may do what, and watch what the other sees.
demo-employer-side = Look as the employer
demo-employer-side-hint = Opens a new window, as the reviewer, who reads for the employer what was approved.
demo-employee-side = Look as an employee
demo-employee-side-hint = Put this window beside it. When the reviewer reads something, reload: { $name } sees it.
demo-roles-title = Step into a role
demo-roles-lead = In this order you play the story. The reviewer has already asked for something. Let both seats approve, the staff's first. Then read as the reviewer, and look as an employee at what you can see of that.
demo-become = Become { $name }
demo-card-employee = Sees what is kept about them, and each time that somebody opens it.
demo-card-reviewer = Requests a case for the complaint, and reads what was approved.
demo-card-privacy-contact = Oversees, and can close a case.
demo-card-staff-seat = Says yes or no for the staff. Without this yes nothing opens.
demo-card-employer-seat = Says yes or no for the employer.
demo-card-owner = Made the regulation and adds people.
demo-look-title = Look here too
demo-waiting-case = The case that waits for approval
demo-closed-case = A case that is already closed
demo-see-log = The log, which runs along while you click
demo-see-admin = What an administrator with all rights on the database sees
demo-see-advice = May I do this at all? The first question of every employer

# What SQL sees
admin-title = What an administrator sees
admin-lead = This is what the tables look like to somebody with all rights on the database. What the conversations say is encrypted.
admin-clear = Readable are the days and counts, who brought a conversation in, the names of staff, and the log with the reasons of requests.
admin-legend = encrypted
admin-legend-hint = cannot be opened by this server itself.
admin-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
 }
admin-empty = This table is empty.

# Verifying without the server
verify-link = How to check it
verify-title = Check it yourself
verify-lead = You need not believe us. With the program zegel and the key of the log you recompute on your own computer that nothing was changed or taken away.
verify-key-title = First the key
verify-key = This is the key that signs the log. Copy it to a place outside of this server, or compare it with a colleague: only then it proves anything.
verify-proof-title = A proof from your own page
verify-proof = Each access on your page comes with a proof. Download it and run this command, with the name of your file. It needs no internet.
verify-proof-sound = If it says “sound”, exactly this entry is in the log, and the command shows what it says.
verify-log-title = The whole log
verify-log = This command fetches the log and recomputes every entry.
verify-since = Keep the checkpoint now and then. With an older checkpoint you also see that the log of today continues it:
verify-wrong-title = It does not hold?
verify-wrong = Then something is wrong with the log, or with your file. Do this:
verify-wrong-keep = Keep the file and what the command said. Then download the proof once more.
verify-wrong-compare = Compare your checkpoint with that of a colleague or a seat. If they contradict each other, together you hold the proof that the log was rewritten.
verify-wrong-tell = Tell the privacy contact and a seat for the staff.
verify-limit-title = What this does not prove
verify-limit = The proof is about what is in the log. It cannot prove that nothing ever happened outside of the log.

# Lists that are longer than a page
list-find = Only people whose names hold
list-more = There are more than these. Type part of a name.
list-find-button = Show
list-nobody = Nobody with that name is in this list.
