# The regulation as people read it, the notice, and what changes.

regulation-contact-fill = [name of the privacy contact]

regulation-about-title = What this is about
regulation-about = { $employer } keeps conversations about work as evidence. This regulation says who may do what, what for and for how long. It holds for everybody who works here, the owner too.
regulation-about-machine = What it says, Zegel also does. The text and the table are the same regulation. What it does not say cannot be done.

regulation-r1-title = R1. First a regulation
regulation-r1 = While no regulation is in force, nothing is kept and nothing is read. If it is withdrawn, everything stops again; only a legal hold goes on binding. From the first day only that holds which it takes to make a regulation and to know what is kept about you:
regulation-role-may-this = { $role }: { $may }.
regulation-role-may = { $role } may:

regulation-r2-title = R2. Who may do what
regulation-r2 = Only what stands below is allowed. Whoever is not named may not.
regulation-r2-apart = Whoever asks for access never approves it. A reviewer holds no seat. Nobody holds seats of both sides, and the owner holds no seat for the staff.

regulation-may-manage-people = add people and give them their role
regulation-may-manage-regulation = write the regulation, have it discussed, put it in force and withdraw it
regulation-may-hold-seat-employer = hold a seat of the employer
regulation-may-hold-seat-staff = hold a seat of the staff
regulation-may-confirm-notice = confirm having read the notice
regulation-may-see-own = see what is kept about them, and who opened it
regulation-may-request-case = ask for access, with a purpose, a few conversations and an end
regulation-may-approve-case-employer = approve a request for the employer
regulation-may-approve-case-staff = approve a request for the staff
regulation-may-deny-case = refuse a request, which ends it
regulation-may-read = read what was released in their own case, until its last day
regulation-may-close-case = close a case early
regulation-may-oversee-cases = see which cases there are, what for and how they ended, never the content
regulation-may-propose-hold-employer = for the employer, propose a legal hold, which binds at once
regulation-may-confirm-hold-employer = for the employer, confirm a legal hold, or stop its release
regulation-may-release-hold-employer = for the employer, propose to release a legal hold, or be the second to agree
regulation-may-propose-hold-staff = for the staff, propose a legal hold, which binds at once
regulation-may-confirm-hold-staff = for the staff, confirm a legal hold, or stop its release
regulation-may-release-hold-staff = for the staff, propose to release a legal hold, or be the second to agree
regulation-may-propose-hold-privacy = for privacy, propose a legal hold, which binds at once
regulation-may-confirm-hold-privacy = for privacy, confirm a legal hold, or stop its release
regulation-may-release-hold-privacy = for privacy, propose to release a legal hold, or be the second to agree
regulation-may-refuse-hold = refuse a proposed legal hold if it has no ground
regulation-may-capture-business-company = hand in their own conversations of a business account on a company phone
regulation-may-capture-business-private = hand in their own conversations of a business account on a private phone
regulation-may-capture-personal-company = hand in their own conversations of a personal account on a company phone
regulation-may-capture-personal-private = hand in their own conversations of a personal account on a private phone

regulation-purposes-title = What may be read for
regulation-purposes = For this only:
regulation-purposes-none = No purpose stands on the list. So nothing can be read.
regulation-purposes-never = The list is closed. Performance, conduct, illness and dismissal are not on it and will not be.

regulation-r3-title = R3. Which conversations
regulation-r3 = The account and the phone decide what comes in. Everything not named here stays out.
regulation-r3-none = None. This regulation names no kind of account and phone. No conversations are kept.
regulation-r3-before = The choice is made on the holder's own device, before anything is sent. What stays out is not stored, not sent and not counted. Conversations with the company doctor, with members of a works council or with somebody who reports a wrong always stay out once they are marked confidential.
regulation-class-business-company = Business account on a company phone: comes in, except conversations marked private or confidential.
regulation-class-business-private = Business account on a private phone: comes in, except conversations marked private or confidential. The rest of the phone stays out.
regulation-class-personal-company = Personal account on a company phone: stays out, except a conversation to which its holder says yes.
regulation-class-personal-private = Personal account on a private phone: stays out. The holder alone decides, conversation by conversation. Nobody else can say yes.

regulation-r4-title = R4. First read, then keep
regulation-r4 = Of somebody who has not read the notice yet, nothing is kept. After each new version this begins again.
regulation-r4-read = To confirm means: I have read this. It is not consent, and whoever disagrees with something can just say so.

regulation-terms-title = How long
regulation-terms-retention = { $days ->
    [one] A conversation may be kept for at most { $days } day.
   *[other] A conversation may be kept for at most { $days } days.
}
regulation-terms-case = { $days ->
    [one] A case lasts { $days } day at most. After that its key is destroyed.
   *[other] A case lasts { $days } days at most. After that its key is destroyed.
}
regulation-terms-answer = { $days ->
    [one] A request not answered within { $days } day lapses. Silence is a no.
   *[other] A request not answered within { $days } days lapses. Silence is a no.
}
regulation-terms-hold = A legal hold comes first: what is under it is not erased for as long.

regulation-hold-title = Legal hold: what may not be erased
regulation-hold = Sometimes something must stay, even if its retention period is over or somebody asks to erase it. A regulator asks for it, there is a claim, or somebody whom it is about needs it themselves. Then there is a legal hold, on one person or on everything. It makes nothing readable: reading takes a case.
regulation-hold-two = One person proposes it, and it binds at once. A second, who speaks for another side, confirms it. Releasing takes two: somebody for the employer, and somebody for the staff or the privacy contact. It never ends by itself, and it binds without a regulation too. Everybody speaks for one side: a privacy contact who also stands for the employer speaks for the employer.
regulation-hold-see = Every employee sees on a page of their own that a legal hold binds, since when and on which ground.

regulation-seats-title = Who holds the seats
regulation-seats = Opening is possible only if employer and staff both take part. Each side has { $seats } seats, and { $threshold ->
    [one] { $threshold } of them is needed
   *[other] { $threshold } of them are needed
}. So no side can open alone, and no single person holds it up by being away.
regulation-seats-line = { $side }: { $holder }
regulation-seats-none = The seats have not been given out. Until all are filled and drilled, this regulation cannot come into force.

regulation-never-title = What never happens
regulation-never = This does not change if somebody asks for it:
regulation-never-alone = Nobody opens anything alone.
regulation-never-administrator = Whoever runs the system cannot read what is kept.
regulation-never-search = There is no search across cases, nor in the archive as a whole.
regulation-never-scoring = Nobody is scored, ranked, or made into a statistic of conduct.
regulation-never-dismissal = What was read here does not go into a file for dismissal or appraisal.
regulation-never-private = What is marked private or confidential is not kept. If a reviewer comes across something private after all, they read no further and report it.
regulation-never-bulk = Of a personal account never everything comes in at once.
regulation-never-refusers = There is no list of who said no.
regulation-never-wipe = A private phone is never wiped.

regulation-see-title = How you see who read what
regulation-see = Every request, approval and reading goes into a log that nobody can change unnoticed.
regulation-see-own = Every employee sees on a page of their own what is kept, who opened it, when, in which role and what for.
regulation-see-log = With each entry comes a proof. Everybody may take it along and have it checked.
regulation-see-verify = It is checked with the program "zegel verify", without any help of the employer.

regulation-complain-title = Questions, objections and complaints
regulation-complain = Questions or an objection? Turn to { $contact }. There is always an answer. If that does not help, anybody can complain to the Dutch data protection authority: { $authority }. A complaint has no consequences at work.

regulation-change-title = When this regulation changes
regulation-change = A new version is first discussed with staff. With it comes a list of everything that becomes possible and was not. After that everybody reads the notice again.

regulation-table-title = The same rules as a table
regulation-table-lead = The text is made from this table. Zegel asks this table at each step.
regulation-table-who = Who
regulation-table-may = May
regulation-table-rule = Rule

regulation-notice-lead = { $employer } keeps conversations about work as evidence. Here you read in short what happens. The rules stand in the privacy regulation.
regulation-notice-lead-phones = { $employer } looks after the phones that people work with here. Here you read in short what we do, and what we do not. We do not keep conversations.
regulation-notice-kept-title = What do we keep?
regulation-notice-class-business-company = Conversations of a business account on a company phone. Not what you mark private or confidential.
regulation-notice-class-business-private = Conversations of a business account on your own phone. Not the rest of your phone.
regulation-notice-class-personal-company = Of your personal account on a company phone: only a conversation to which you say yes yourself.
regulation-notice-class-personal-private = Of your personal account on your own phone: nothing, unless you point out a conversation. One by one, and only you.
regulation-notice-out-title = What do we not keep?
regulation-notice-out = Everything else. Your partner, your dentist, your friends: those conversations do not leave your phone. If you say no, you notice nothing of it, and nobody keeps count.
regulation-notice-why-title = What may be read for?
regulation-notice-why = For nothing else. Not to see how you work, and not to get rid of you.
regulation-notice-who-title = Who can read it?
regulation-notice-who = Nobody alone. One person asks, with a reason. Somebody of the company and somebody for the staff must both say yes. Only then a few conversations of a few days open.
regulation-notice-terms = { $case_days ->
    [one] After { $case_days } day at most it closes again.
   *[other] After { $case_days } days at most it closes again.
} { $days ->
    [one] After { $days } day a conversation is gone, unless it must be kept for a court or a regulator.
   *[other] After { $days } days a conversation is gone, unless it must be kept for a court or a regulator.
}
regulation-notice-you-title = What can you do?
regulation-notice-you-see = See on your own page what is kept of you, who opened it and what for.
regulation-notice-you-mark = Mark a conversation private or confidential. Then it stays out.
regulation-notice-you-object = Object, or ask to have something removed.
regulation-notice-phones-title = What do we do with phones?
regulation-notice-phones-managed = We manage company phones: we can block apps.
regulation-notice-phones-wiped = If a company phone is lost or stolen, we can wipe it remotely. Private photos on it go too.
regulation-notice-phones-private = On your own phone we reach the work profile only. We do not see the rest and do not wipe it.
regulation-notice-phones-never = We do not follow where you are. We ask where a phone is only when it was reported lost.
regulation-notice-questions-title = Questions or an objection?
regulation-notice-questions = Turn to { $contact }. You can also complain to the Dutch data protection authority: { $authority }. That has no consequences for your work.
regulation-notice-read = We ask you to confirm that you have read this. That is not consent.

regulation-difference-wider = What becomes possible and was not
regulation-difference-narrower = What is no longer possible
regulation-difference-none = Nothing changes in who may do what, what for, or how long.
regulation-difference-purpose = Reading for this purpose: { $purpose }.
regulation-difference-case-days = A case may last { $after } days at most, it was { $before }.
regulation-difference-retention-days = A conversation is kept for { $after } days, it was { $before }.
regulation-difference-answer-days = A request stays open for an answer for { $after } days, it was { $before }.
