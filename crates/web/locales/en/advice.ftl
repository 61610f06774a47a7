# "May I do this?". Where a text has two lines, the first is the point and the rest explains it.

advice-title = May I do this?
advice-lead = You want to keep work chats, or manage the phones of your staff. Answer seven questions. You get an answer with its reasons, what would do less harm, what has to come first, and texts that you can adapt.
advice-form-title = Seven questions
advice-missing-title = Not everything is answered yet
advice-missing-text = The questions with a line beside them still need an answer.
advice-missing-here = Give an answer here.
advice-ask = Give me the answer
advice-not-legal-advice = This is not legal advice. It shows what the sources named here ask in general. Put a decision that matters before a lawyer.
advice-private-by-design = Your answers stand in the address of the page and nowhere else. We do not keep them.

advice-question-phone = Whose phone is it about?
advice-question-account = Whose account are the chats held with?
advice-question-chats = Which chats is it about?
advice-question-want = What do you want?
advice-question-staff = How many people work for you?
advice-question-council = Who speaks for the staff?
advice-question-why = Why now?
advice-hint-phone = A company phone belongs to the company. A private phone belongs to the employee, even if they use it for work.
advice-hint-account = A business account is in the company's name or on its number. Anything else is personal.
advice-hint-chats = If you choose "everything", the chats with a partner or the dentist come along.
advice-hint-want = You can choose more than one.
advice-hint-staff = Count everybody who works for you, part-time and agency staff too.
advice-hint-council = From 50 people on there should be a works council.
advice-hint-why = Choose what tips the balance.

advice-phone-company = Company phones
advice-phone-private = Private phones
advice-phone-both = Both
advice-account-business = A business account
advice-account-personal = A personal account
advice-chats-customers = Chats with customers
advice-chats-colleagues = Chats among colleagues
advice-chats-groups = Groups with customers and colleagues
advice-chats-everything = Everything, private chats too
advice-want-evidence = Keep chats as evidence
advice-want-read-back = Read back what was agreed
advice-want-check-person = Check what one employee is doing
advice-want-manage-phones = Block apps or manage phones
advice-want-wipe-stolen = Wipe a stolen phone
advice-council-none = Nobody who was elected
advice-council-staff-body = A staff representation
advice-council-works-council = A works council
advice-why-complaint = Customers complain, or an agreement is disputed
advice-why-regulator = A regulator came, or may come
advice-why-loss = A phone was lost or stolen
advice-why-suspicion = We suspect one employee
advice-why-control = We want to keep an eye on things in general

advice-examples-title = Three worked examples
advice-examples-lead = Two questions from the columns of the Dutch IT lawyer Arnoud Engelfriet, in our words. Each link opens the answer, already filled in.
advice-example-open = See this answer
advice-example-phones-after-the-fine-title = Management software on everybody's own phone
advice-example-phones-after-the-fine-story = A company is fined because employees wipe chats and leave groups during a dawn raid. A director reads about it and thinks: surely now I may force management software on everyone, on private phones too? There is a lot of money at stake, after all.
advice-example-logs-on-company-phones-title = Keeping customer chats, from company phones
advice-example-logs-on-company-phones-story = Engineers of an IT firm chat with colleagues and customers: photos of faults, dates, agreements. Their manager wants all of that kept centrally, to show what was agreed. WhatsApp is there for work, on company phones.
advice-example-logs-on-private-phones-title = The same chats, but from everybody's own phone
advice-example-logs-on-private-phones-story = The same firm, the same wish. Only now the engineers use their own phones. Whoever turns on the log of WhatsApp there gets everything: the partner too, the dentist too.

advice-asked-title = What you asked
advice-change-answers = Give other answers
advice-share = The address of this page holds your answers. You can share it or keep it.
advice-parts-title = Wish by wish
advice-part-want = What you want
advice-part-phone = On which phone
advice-part-verdict = Answer
advice-part-company = company
advice-part-private = private
advice-reasons-title = Why
advice-alternatives-title = What would do less harm
advice-alternatives-lead = Look here first. Often it solves your problem without anybody reading along.
advice-open-alternative = See the answer to this
advice-conditions-title = What has to come first
advice-conditions-lead = Every condition counts. Zegel watches over most of them and does not start while one is missing.
advice-conditions-lead-futile = Whatever you choose instead: this holds for it.
advice-steps-title = What you do now
advice-documents-title = Texts to adapt
advice-documents-lead = With your answers filled in. You complete what stands in square brackets.
advice-documents-none = There is nothing to write down yet. Choose another way first.
advice-open-document = Read
advice-download-document = As a text file (.md)
advice-sources-title = Sources
advice-sources-lead = What this rests on.
advice-label-source = Source
advice-own-knowledge = own knowledge: verify first
advice-back-to-answer = Back to the answer
advice-print-hint = Read the text, adapt it, and have it read by somebody who knows your daily practice.

advice-verdict-yes = Yes, you may
    Tell everybody beforehand. Nothing more is needed here.
advice-verdict-yes-if = Yes, on conditions
    Your purpose is fair. First put in place everything listed under the conditions. Start after that.
advice-verdict-not-this-way = Not this way
    What you want to achieve is possible, but not like this. On this page stands a way that is allowed.
advice-verdict-no = No
    The trouble is not the technique but the purpose. No condition helps against that.

advice-reason-fair-purpose = Reading back what was agreed is a fair purpose.
    When a customer complains that the work was done differently, it helps if you can look up the agreement. That prevents a dispute, or makes it easier to settle.
advice-reason-work-talk = Conversations about work may be kept to be read back later.
    Somebody who chats with a customer or colleague for work has a right to privacy there too. But as long as it is about work, that does not weigh heavily here. It must be settled, though, who may see it and when.
advice-reason-colleagues-too = Colleagues talk more freely among each other than with customers.
    Such a chat sooner holds something personal: somebody ill, a sigh about the boss. So look hard at whether you really need these chats. At work, too, people have a private life.
advice-reason-evidence-counts = Whoever lets evidence vanish can be fined.
    In 2018, during a dawn raid, employees left WhatsApp groups and wiped chats although they had been told not to. On 10 December 2019 a fine of 1.84 million euro followed. So your interest in keeping evidence is real.
advice-reason-loss-is-no-permission = That you may suffer a loss gives you no access to somebody's own phone.
    The fine makes your interest larger. It does not make a private phone less private. Only when it is settled who reads what, how that is recorded and how staff know, does the question arise whether it is necessary.
advice-reason-safety-counts = Keeping data safe is a fair purpose.
    A lost phone also holds data of customers and colleagues. You have to look after it. How you do that must fit what can go wrong.
advice-reason-safeguards-first = Safeguards first, then the question whether it is necessary.
    Lay down who reads which data when, how that is recorded safely, and how staff are told. Without that there is no point in talking about your interest.
advice-reason-consent-hardly-counts = You cannot build on the consent of employees.
    People who work for you can hardly say no. So their yes almost never counts. You need another legal basis: an interest that weighs more, and that you have written down.
advice-reason-private-life = A private phone is somebody's life, not a place of work.
    It holds photos of Saturday and chats with a partner. Whoever manages that phone, or keeps everything from it, can reach those. What is private is out of bounds for an employer.
advice-reason-all-or-nothing = The log of a chat app makes no distinction.
    It is on or off, not per contact. Turn it on for an account that is also used privately, and you keep the partner and the dentist as well. That cannot be justified. Only the holder can tell the conversations apart.
advice-reason-private-at-work = A private chat stays private, on a device of the company too.
    In January 2026 it was reported that an employer had to pay 2,000 euro to each person concerned. The employer had scrolled through private WhatsApp messages on a work laptop.
advice-reason-platform-refuses = It cannot be done technically either.
    Apple and Google do not let an employer block apps on the private side of a private phone. What can be done: a work profile, apart from the rest.
advice-reason-company-phone = You may manage a company phone.
    It is yours. Do bear in mind that people use it privately now and then, and do not follow where somebody is.
advice-reason-wipe-protects = Wiping a stolen company phone protects everybody on it.
    Nobody is watched by it. Agree who may do it, and let two people say yes.
advice-reason-work-part-only = Of a private phone you may wipe the work part only.
    The rest belongs to the employee, who can wipe the phone remotely if it is stolen.
advice-reason-wipe-destroys = Wiping can destroy evidence.
    While something must be kept, nothing may be wiped, not remotely either. A legal hold comes first.
advice-reason-no-fishing = Looking for something to get rid of somebody is not a fair purpose.
    Reading a chat because a customer complains is one thing. A manager and personnel department in search of a conflict is another. Chats were not kept for that.
advice-reason-watching-people = Watching somebody cuts deepest of all.
    It takes an assessment of the impact beforehand (DPIA), a weighty reason, and telling that person. Zegel does not help with it: it does not search across all chats, does not count who does what, and scores nobody.
advice-reason-no-purpose = Keeping an eye on things is not a purpose.
    Whoever keeps chats just in case does not know what is needed, and so not when it is enough. Name the event that it is about, and it becomes clear what fits.

advice-alternative-talk = First talk with the person it is about.
    Say what you see and ask how it is. Most suspicions do not last, or are solved after that.
advice-alternative-leave-out-checking = Leave out checking on an employee.
    What else you want can be judged apart from it.
advice-alternative-name-the-event = Name one event.
    A complaint, an accident, an agreement you disagree about. For that there can be a case: with a purpose, a few conversations, a few days, and an end.
advice-alternative-outside-inquiry = Have one serious suspicion looked into from outside.
    Write down what you know and ask a lawyer whether an independent inquiry is fitting. That stands apart from keeping chats.
advice-alternative-only-work-chats = Keep only conversations about work.
    Chats with customers are nearly always enough to read back an agreement.
advice-alternative-business-account = Use a business account.
    With a number of the company's own it is settled what is work. Private chats no longer get onto it, and so not into the archive.
advice-alternative-company-phone = Give a company phone to those who need one.
    Then you manage your own phone and leave the private one alone.
advice-alternative-holder-hands-in = Let the holder hand in a conversation.
    One conversation at a time, when it is needed, and after a clear yes. Nobody keeps a list of who said no.
advice-alternative-own-read-back = Let people read back their own conversations.
    Whoever took part can look up what was agreed. Then nobody else has to read along, and no case is needed.
advice-alternative-confirm-in-writing = Confirm agreements by mail or on the work order.
    One sentence after a chat is often enough: "We agreed that". Then you need not keep anything.
advice-alternative-work-profile = Put work apps in a work profile.
    You manage and wipe that part only. You do not see what is beside it. The employee can remove the profile.
advice-alternative-phones-own-wipe = Use the phone's own function to find and wipe it.
    Every iPhone and every Android phone has one. For theft alone you need no management software.
advice-alternative-no-delete-order = Agree on what happens in a dawn raid.
    One message to everybody: wipe nothing, leave no groups. With a legal hold and a confirmation that it was read. It might have spared that fine.

advice-condition-council-consents = The works council consents beforehand.
    Ask in writing, with your reasons and the consequences for staff. Meet about it at least once. The council decides with reasons; after that you report your decision and its start date. If you skip this, the council can invoke nullity in writing within a month. Its consent is no legal basis: the rules of the GDPR hold beside it.
advice-condition-council-advises = The works council may also have a right of advice.
    That is so for important new technology. If you do not follow the advice, you wait a month before acting.
advice-condition-council-first = There should be a works council first.
    With 50 people or more you must have one. Without a council there is nobody who can consent.
advice-condition-staff-heard = You discuss the plan with staff, or with those who represent them.
    A staff representation of 10 to 49 people usually has no right of consent. What it says does count: write down what was asked, and what you did with it.
advice-condition-staff-told = You tell everybody yourself what you keep and why.
    In a small company clarity is the key. A quarter of an hour at the table and a note that is true are worth more than a thick regulation.
advice-condition-wipe-told = Everybody knows beforehand what you can wipe, and when.
    After loss or theft only. Say also what becomes of private photos on a company phone.
advice-condition-regulation = There is a privacy regulation.
    It says who reads which data when, and what for. In Zegel it is text and rule at once: what it does not say, does not happen.
advice-condition-notice = Everybody has read the notice.
    Short and in plain words: what, why, how long, who, and how to object. People confirm having read it. That is not consent.
advice-condition-access-ledger = Every employee sees who opened what about them.
    With date, purpose and role, from a ledger that nobody can change unnoticed.
advice-condition-four-eyes = Nobody opens anything alone.
    Four eyes: somebody of the employer and somebody for the staff both say yes. Whoever asks does not approve.
advice-condition-closed-purposes = The purposes stand in a short, closed list.
    A customer's complaint is on it. Performance, conduct and dismissal are not.
advice-condition-weighed = You have weighed the interests, on paper.
    Your interest, the necessity, and what it means for staff. Do this once the safeguards stand, not before.
advice-condition-assessed = You have assessed the impact (DPIA).
    Required if you monitor staff systematically, and also before you start managing phones.
advice-condition-six-questions = Six questions are answered.
    Do people know beforehand? How far does it go? Why? Could it be less? What are the consequences? What protects the employee? A court asks them too.
advice-condition-holder-decides = The holder decides, conversation by conversation.
    With a personal account everything stays out, except what its holder points out. Never all at once. The choice is made before anything leaves the device.
advice-condition-refusal-is-free = Whoever says no notices nothing of it.
    There is no list of people who refused, and there is another way to do the work.
advice-condition-marked-stays-out = What is marked private stays out.
    On a business account too. If a reviewer comes across something private after all, they read no further and report it.
advice-condition-confidential-out = Confidential contacts stay out.
    The company doctor, members of the works council, and whoever reports a wrong. Health and union membership have extra protection.
advice-condition-lawyers-apart = Conversations with lawyers stay apart.
    A regulator may not see them. Somebody outside the inquiry takes them out first.
advice-condition-customers-told = Your customers know as well.
    One sentence at the first contact or on your site: we keep this conversation, this long, for this.
advice-condition-kept-briefly = You keep nothing longer than needed.
    For agreements with customers a year is usually enough. After that it goes by itself, except under a legal hold.
advice-condition-fiscal-records = What belongs to your accounts you keep for seven years.
    A price agreed in a chat may be part of that. Copy it to the order or the invoice; then the chat need not stay that long.
advice-condition-objection-answered = Whoever objects gets an answer.
    Until you have decided, nobody reads those conversations.
advice-condition-no-location = You follow nobody.
    You ask for the place of a phone only when it was reported lost.
advice-condition-work-part-only = On a private phone you touch the work part only.
    No list of apps, no place, no full wipe.
advice-condition-hold-first = Under a legal hold nothing is wiped.
    Not even if the phone was stolen: first see whether something must be kept.

advice-step-stop = Stop here. Turn nothing on and keep nothing.
advice-step-change-plan = Choose an alternative on this page and see whether its answer is better.
advice-step-name-purpose = Write down in one sentence what happened. If you cannot, there is nothing to keep.
advice-step-write-regulation = Adapt the regulation, or write down who may do what if it is only about phones.
advice-step-ask-council = Ask the works council for its consent. The text is ready.
advice-step-hear-staff = Discuss the plan with staff. Keep minutes; a form for them is ready.
advice-step-fill-seats = Fill the seats: two for the employer, two for the staff. Practise opening once.
advice-step-give-notice = Give everybody the notice and ask them to confirm having read it.
advice-step-weigh = Now weigh the interests and answer the six questions. If the outcome is against you, you stop here without harm.
advice-step-prepare-hold = Agree who orders the legal hold in a dawn raid, and prepare the message.
advice-step-start-small = Begin with one team. Look back after three months whether it was needed.
advice-step-tell-staff = Tell everybody in writing and keep a list of the phones.

advice-document-regulation = Privacy regulation
advice-document-notice = Notice to staff
advice-document-balancing-test = Balancing test
advice-document-six-questions = Six questions on the impact (DPIA)
advice-document-council-request = Request to the works council
advice-document-staff-minutes = Minutes of the meeting with staff

advice-source-column-phones = Arnoud Engelfriet, column "Kan ik nu eindelijk mijn personeel MDM software opdringen?"
    Managing a private phone first takes demonstrable care for privacy: who reads what when, how that is recorded, how staff know.
advice-source-column-logs = Arnoud Engelfriet, column on WhatsApp logs at an IT service firm
    Keeping work chats is possible, with good agreements on who may see them and when. On a private phone everything comes along, and that cannot be solved.
advice-source-acm-fine = ACM, decision of 10 December 2019
    A fine of 1.84 million euro, because chats were wiped and groups left during a dawn raid.
advice-source-gdpr-principles = GDPR, article 5
    A fixed purpose, no more than needed, no longer than needed, and being able to show it.
advice-source-legitimate-interest = GDPR, article 6(1)(f), with EDPB guidelines 1/2024
    Interest, necessity and balance, in writing.
advice-source-consent-of-staff = GDPR, article 7, with the Dutch data protection authority (AP), 7 February 2025
    Consent of staff is hardly usable.
advice-source-special-data = GDPR, article 9, and UAVG, articles 30 and 46
    Health, union membership and the citizen number have extra protection.
advice-source-right-to-know = GDPR, articles 12 to 15, with CJEU C-579/21 (Pankki S)
    People hear beforehand what happens, and may know when and why their data was looked at.
advice-source-objection = GDPR, articles 18 and 21
    Restriction and objection: nothing is read until the decision.
advice-source-automated-decisions = GDPR, article 22
    No decisions about people by a machine alone.
advice-source-by-design = GDPR, articles 25 and 32
    Privacy and security by design.
advice-source-impact-assessment = GDPR, article 35, with the list of the Dutch authority (Stcrt. 2019, 64418)
    A DPIA before staff are monitored systematically.
advice-source-works-agreements = GDPR, article 88, with CJEU C-65/23 (19 December 2024)
    Agreements with a works council must meet the GDPR themselves.
advice-source-barbulescu = ECHR, Bărbulescu v. Romania, 61496/08, paragraph 121
    Six questions for whoever looks at messages of staff.
advice-source-wp249 = European data protection authorities, WP249
    A DPIA before managing phones, location only after a loss was reported, private areas off limits.
advice-source-secrecy-of-letters = Constitution of the Netherlands, article 13
    The secrecy of letters and chats.
advice-source-private-chats-ruling = Dutch cantonal judge, reported in January 2026
    2,000 euro each, for scrolling through private chats on a work laptop.
advice-source-council-duty = Works Councils Act (WOR), article 2
    A works council from 50 people on.
advice-source-council-consent = Works Councils Act (WOR), article 27(1)(k) and (l)
    Consent on personal data of staff and on means that are suitable for observing staff.
advice-source-council-procedure = Works Councils Act (WOR), article 27(2) to (6)
    Reasons in writing, at least one meeting, a decision with reasons; nullity can be invoked within a month.
advice-source-council-advice = Works Councils Act (WOR), article 25(1)(k) and 25(6)
    Advice on important technology, and a month's suspension.
advice-source-staff-body = Works Councils Act (WOR), article 35c
    A staff representation of 10 to 49 people has no right of consent by default.
advice-source-privilege = General Administrative Law Act (Awb), article 5:20(2), and ACM Establishment Act, article 12g
    Correspondence with lawyers is excluded.
advice-source-fiscal-records = General Tax Act (AWR), article 52(4) and (5)
    Keep for seven years what belongs to the accounts.
advice-source-reporters = Dutch Whistleblower Protection Act, article 1a
    The name of whoever reports a wrong stays secret.
advice-source-platforms = Apple and Google, documentation on device management
    Apps can be blocked on devices of the company only.

# Texts to adapt: balancing test, six questions, works council, minutes.

paper-fill = [complete: { $what }]
paper-employer = [name of the company]
paper-made-with = Made with "May I do this?" of Zegel. A beginning, not legal advice: adapt it.
paper-answers-title = What it is about
paper-answers-phone = Phones: { $phone ->
    [company] company
    [private] private
   *[both] company and private
}
paper-answers-account = Account: { $account ->
    [business] business
   *[personal] personal
}
paper-answers-chats = Conversations: { $chats ->
    [customers] with customers
    [colleagues] among colleagues
    [groups] groups with customers and colleagues
   *[everything] everything. Mind: not this way; read "conversations about work" below
}
paper-answers-wants = Wishes: { $wants }
paper-answers-staff = People who work here: { $staff }
paper-answers-council = For the staff: { $council ->
    [works_council] works council
    [staff_body] staff representation
   *[none] nobody was elected; we talk with everybody
}

paper-want-evidence = keeping chats as evidence
paper-want-read-back = reading back agreements
paper-want-manage-phones = managing phones
paper-want-wipe-stolen = wiping stolen phones
paper-want-none = none
paper-want-and = { $before } and { $last }

paper-balancing-lead = Write this only when regulation, seats, notice and access ledger stand. One balancing test for each purpose.
paper-balancing-interest-title = 1. Our interest
paper-balancing-interest = { $why ->
    [complaint] We want to be able to read back what was agreed with a customer or colleague when there is a dispute or a complaint about it.
    [regulator] We must be able to give a regulator what it is entitled to. If evidence vanishes, we risk a fine.
    [loss] We want to prevent data of customers and colleagues from falling into the wrong hands when a phone is lost.
   *[control] We have not named a fair purpose yet. Name one event, or stop here.
}
paper-balancing-interest-fill = what happened, when, and what it cost us
paper-balancing-necessity-title = 2. Is it necessary?
paper-balancing-necessity = We first looked at what would do less harm. For each alternative it says here why it is not enough. If one is enough, we choose that.
paper-balancing-necessity-fill = why this is not enough
paper-balancing-balance-title = 3. What weighs on the side of staff?
paper-balancing-balance = { $phone ->
    [company] People know that a company phone is the company's. Still they use it privately now and then, and they need not expect somebody to read that.
    [private] The phone is the employee's own. They expect that the employer cannot get at it, and they are right. We touch only what its holder points out or what stands in the work profile.
   *[both] Of a company phone people know that it is the company's. A private phone is theirs: there we touch only what its holder points out or what stands in the work profile.
}
paper-balancing-account = { $account ->
    [business] The account is the company's. That makes clear which conversations are work. What is marked private or confidential stays out.
   *[personal] The account is the employee's. So everything stays out, except a conversation that its holder points out.
}
paper-balancing-chats = { $chats ->
    [colleagues] Colleagues talk freely among each other. That weighs heavily. So we keep only groups that were made for work.
    [groups] In the groups there are also colleagues and customers who did not ask for this. They hear beforehand that the group is kept.
   *[customers] Customers hear at the first contact that the conversation is kept. It is about conversations on work only.
}
paper-balancing-fill = who may be touched more than others, and what we do for them
paper-balancing-safeguards-title = 4. What protects the staff?
paper-balancing-safeguard-quorum = Nobody opens anything alone: both sides say yes.
paper-balancing-safeguard-purpose = Reading is for a purpose of the list only. Performance, conduct and dismissal are not on it.
paper-balancing-safeguard-ledger = Everybody sees who opened what about them, and what for.
paper-balancing-safeguard-search = There is no search across all conversations, and nobody is scored.
paper-balancing-safeguard-retention = The regulation says how long something may be kept.
paper-balancing-outcome-title = 5. Outcome
paper-balancing-outcome-fill = does our interest weigh more, and why or why not
paper-signed-fill = date, name and function
paper-signed = Signed:

paper-questions-lead = The six questions that the European court asks when an employer looks at messages of staff (Bărbulescu, paragraph 121; own knowledge: verify first). Below each question stands a first answer. Complete what is different with you.
paper-questions-1-title = 1. Do staff know beforehand?
paper-questions-1 = Yes. Everybody gets the notice and confirms having read it. Only after that can anything of that person be kept.
paper-questions-1-fill = when and how the notice was given
paper-questions-2-title = 2. How far does it go, and how deep?
paper-questions-2 = It is about { $wants }, for { $staff } { $staff ->
    [one] person
   *[other] people
}. { $chats ->
    [customers] Only conversations with customers.
    [colleagues] Only groups of colleagues that were made for work.
    [groups] Only groups with customers and colleagues that were made for work.
   *[everything] Not everything: only conversations about work.
} Reading is possible in a case only: a few conversations, a few days, one reader.
paper-questions-2-fill = which teams, which conversations, since when
paper-questions-2-phones = It is about { $wants }, for { $staff } { $staff ->
    [one] person
   *[other] people
}. We read no messages and do not follow where somebody is.
paper-questions-3-title = 3. Which reason is there?
paper-questions-4-title = 4. Could it be less?
paper-questions-4 = We first looked at these possibilities:
paper-questions-5-title = 5. What are the consequences for the employee?
paper-questions-5 = What was read is used for the purpose of the case only. It does not go into a personnel file. Whoever says no to handing in a conversation of their own notices nothing of it.
paper-questions-5-phones = What we know about a phone is used to secure it only. It does not go into a personnel file.
paper-questions-5-fill = what happens if something serious is found
paper-questions-6-title = 6. What protects the employee?
paper-questions-6 = Opening is possible only if both sides say yes. Each reading is recorded in a ledger that nobody can change unnoticed. The employee sees who opened what, and can object.
paper-questions-6-phones = Wiping takes two people together, after loss or theft only, and never under a legal hold. On a private phone we touch the work part only. The employee sees what was done with the phone.
paper-questions-6-fill = whom the employee can turn to

paper-council-to = To the works council
paper-council-lead = We ask the council for its consent to the intended decision below (Works Councils Act, article 27(1)(k) and (l)).
paper-council-decision-title = 1. The decision
paper-council-decision = We plan: { $wants }. It concerns { $phone ->
    [company] company phones
    [private] private phones, and of these only what the holder points out or what stands in the work profile
   *[both] company phones, and of private phones only what the holder points out or what stands in the work profile
}. The rules are attached.
paper-council-reasons-title = 2. The reasons
paper-council-consequences-title = 3. The consequences for staff
paper-council-consequences = For { $staff } { $staff ->
    [one] person
   *[other] people
} this changes: what is about work can be read later if both sides say yes. What is private stays out. Everybody sees who opened what.
paper-council-consequences-phones = For { $staff } { $staff ->
    [one] person
   *[other] people
} this changes: a phone can be wiped after loss or theft, or gets rules for apps. By that we read nothing and follow nobody.
paper-council-consequences-fill = for whom it matters more or less
paper-council-safeguards-title = 4. What is in the council's own hands
paper-council-safeguard-seat = A seat for the staff: without that seat nothing opens.
paper-council-safeguard-witness = A witness of its own that watches whether the log is right.
paper-council-safeguard-figures = Figures every month: how many cases, for which purpose, and how they ended. Never the content.
paper-council-safeguard-widening = Every widening of the regulation comes to the council first, with a list of what it makes possible.
paper-council-procedure-title = 5. How it goes on
paper-council-procedure-meeting = We meet about it at least once, on:
paper-council-procedure-decision = The council decides in writing, with reasons, by:
paper-council-procedure-report = After that we report our decision and the date on which it starts.
paper-council-procedure-nullity = If we go ahead without consent, the council can invoke nullity in writing within a month.
paper-council-date-fill = date
paper-council-attachments-title = Attached
paper-council-attachments = Privacy regulation, notice, balancing test, six questions (DPIA).

paper-minutes-lead = Minutes of one page are enough. Keep them with the regulation.
paper-minutes-meeting-title = 1. The meeting
paper-minutes-when = When and where:
paper-minutes-when-fill = date, time, place
paper-minutes-who = Who were there:
paper-minutes-who-fill = names, or how many of the { $staff }
paper-minutes-told-title = 2. What we told
paper-minutes-told-what = What: { $wants }.
paper-minutes-told-who = Who reads: one reader for each case, and only if somebody of the employer and somebody for the staff both say yes.
paper-minutes-told-see = How people see it: their own page says what was kept and who opened it.
paper-minutes-told-phones = What does not happen: we do not read along, follow nobody, and wipe of a private phone the work part only.
paper-minutes-seats = Who gets a seat for the staff:
paper-minutes-seats-fill = two names, chosen by staff
paper-minutes-asked-title = 3. What was asked and said
paper-minutes-asked-fill = question, objection or wish, and of how many people
paper-minutes-done-title = 4. What we did with it
paper-minutes-done-fill = what changed in the plan, and what did not and why not
