# Refusals: what, why, what to do.
refusal-eyebrow = Not done · { $count }
refusal-do = What you can do
refusal-home = To { $place }
refusal-first-page = To the first page
refusal-rule = Rule { $rule } of the regulation

problem-malformed-what = The server does not understand this request.
problem-malformed-why = A part is missing, or it has a form that we do not know.
problem-malformed-do = Go back and try again. If you use a program, check that it has the same version as the server.

problem-answer-missing-what = An answer is missing.
problem-answer-missing-why = A required field is empty or cannot be read.
problem-answer-missing-do = Go back and give at least a sentence or a choice in every field.

problem-not-signed-in-what = You are not signed in.
problem-not-signed-in-why = This page is about people and is only there for those who are signed in.
problem-not-signed-in-do = Use your sign-in link, or ask the owner for a new one.

problem-token-refused-what = The server does not know this token.
problem-token-refused-why = The token is unknown, was revoked, or belongs to another server.
problem-token-refused-do = Make a new token on your own page and copy all of it.

problem-link-spent-what = This link no longer works.
problem-link-spent-why = A sign-in link works once and for a limited time. This one was used or has expired.
problem-link-spent-do = Ask the owner for a new link. If you did not use this one yourself, say so.

problem-cross-site-what = This form did not come from Zegel.
problem-cross-site-why = Another website sent it, so nothing was done.
problem-cross-site-do = Open the page in Zegel itself and fill in the form there.

problem-no-regulation-what = No regulation is in force yet.
problem-no-regulation-why = Without a regulation in force, Zegel keeps nothing and opens nothing.
problem-no-regulation-do = The owner drafts the regulation, consults staff and puts it in force. After that this is possible.

problem-not-your-role-what = Your role may not do this.
problem-not-your-role-why = The regulation gives none of your roles this right.
problem-not-your-role-do = Read in the regulation who may, and ask that person. If your role is wrong, ask the owner.

problem-class-not-covered-what = The regulation does not cover this kind of conversation.
problem-class-not-covered-why = The regulation names by account and phone what may be kept. This combination is not on it.
problem-class-not-covered-do = Leave these conversations where they are. Only a new regulation, after consulting staff, can change this.

problem-notice-not-read-what = You have not read the notice yet.
problem-notice-not-read-why = Nothing of yours is kept before you know what happens and why.
problem-notice-not-read-do = Read the notice on your own page and confirm that you read it. After that this is possible.

problem-not-your-case-what = This case belongs to somebody else.
problem-not-your-case-why = Only the reviewer who requested the case may read in it. This attempt was logged.
problem-not-your-case-do = If you have a reason of your own to read, request a case of your own.

problem-own-request-what = You requested this yourself.
problem-own-request-why = Whoever requests something never approves it.
problem-own-request-do = Ask the holder of another seat to look at it.

problem-case-not-released-what = This case is not open yet.
problem-case-not-released-why = Seats of both sides must approve first: employer and staff.
problem-case-not-released-do = Wait for the seats. The page of the case shows who has not answered yet.

problem-case-over-what = This case is over.
problem-case-over-why = Its key is destroyed. Nobody can read in it any more, and this attempt was logged.
problem-case-over-do = If there still is a reason to read, request a new case.

problem-out-of-scope-what = This is outside the case.
problem-out-of-scope-why = A case opens only the conversations and days that were approved. This attempt was logged.
problem-out-of-scope-do = Stay within the approved conversations and days, or request a new case.

problem-case-not-waiting-what = This case no longer waits for an answer.
problem-case-not-waiting-why = It was approved, denied, or has lapsed.
problem-case-not-waiting-do = See on the page of the case how it stands.

problem-seat-answered-what = This seat has already answered.
problem-seat-answered-why = A seat answers a request once.
problem-seat-answered-do = There is nothing for you to do. If more seats are needed, the page of the case says so.

problem-deadline-not-earlier-what = This deadline is not possible.
problem-deadline-not-earlier-why = An approval can only make the term shorter, and the deadline must still be to come.
problem-deadline-not-earlier-do = Choose a moment before the requested end, and after now.

problem-approval-invalid-what = This approval does not check out.
problem-approval-invalid-why = The signature, the proof or the keys do not belong to this case and this seat. Nothing was opened.
problem-approval-invalid-do = Run the command again with the right seat and the right case. If it keeps failing, tell the privacy contact.

problem-seat-unknown-what = The server does not know this seat.
problem-seat-unknown-why = The seat is not recorded, or is not yours.
problem-seat-unknown-do = Make a seat with the command on the page Seats, and then use the file that it made.

problem-seats-missing-what = There are too few seats yet.
problem-seats-missing-why = Each side needs drilled seats before anything can be sealed or opened.
problem-seats-missing-do = See on the page Seats which seat is missing or not yet drilled.

problem-not-witnessed-what = The log is not yet cosigned by the staff's side.
problem-not-witnessed-why = Keys are released only after a staff seat cosigned the checkpoint.
problem-not-witnessed-do = Let a staff seat approve first, then try again.

problem-purpose-not-listed-what = This purpose is not in the regulation.
problem-purpose-not-listed-why = Reading is allowed only for the purposes on the list. Performance and dismissal are not on it.
problem-purpose-not-listed-do = Choose a purpose from the list. If none fits, this cannot be done with Zegel.

problem-words-missing-what = The explanation is missing.
problem-words-missing-why = The seats must be able to read what happened and why nothing less intrusive will do.
problem-words-missing-do = Write at least one sentence under both questions.

problem-scope-missing-what = No conversation was chosen.
problem-scope-missing-why = A request is always about certain conversations and days.
problem-scope-missing-do = Choose at least one conversation and the days that you need.

problem-days-swapped-what = The days are the wrong way round.
problem-days-swapped-why = The last day lies before the first.
problem-days-swapped-do = Swap the two days.

problem-too-long-what = This term is too long.
problem-too-long-why = The regulation allows at most { $days } days.
problem-too-long-do = Choose a term of 1 to { $days } days.

problem-hold-not-now-what = This step does not fit this legal hold now.
problem-hold-not-now-why = It is confirmed, released or refused already, or somebody else has to do something first.
problem-hold-not-now-do = Look on the page Legal holds where it stands now.

problem-hold-same-side-what = This takes a second person of another side.
problem-hold-same-side-why = Two people of one side count as one. So no side alone confirms or releases a legal hold.
problem-hold-same-side-do = Ask somebody who speaks for another side: the employer, the staff or the privacy contact.

problem-hold-without-employer-what = A legal hold cannot be released without the employer.
problem-hold-without-employer-why = The duty to keep rests on the employer. One of the two who release it speaks for the employer.
problem-hold-without-employer-do = Ask the owner or a seat of the employer.

problem-step-out-of-order-what = This step is not due, or was already taken.
problem-step-out-of-order-why = A regulation follows a fixed order: draft, consultation, balancing, in force.
problem-step-out-of-order-do = Go to the page of the regulation and take the step that is open there.

problem-safeguards-missing-what = The safeguards do not stand yet.
problem-safeguards-missing-why = Safeguards come first, and only then the question whether it is necessary: regulation, drilled seats, notice and access ledger.
problem-safeguards-missing-do = The page of the regulation shows which safeguard is missing and what to do about it.

problem-not-weighed-what = The interests were not weighed yet.
problem-not-weighed-why = A regulation enters into force only after a written balancing test.
problem-not-weighed-do = First answer the three questions of the balancing test.

problem-not-small-what = This regulation does not fit your organisation.
problem-not-small-why = The ready-made regulation is for at most 49 people without a works council.
problem-not-small-do = Bring the proposal to the works council first. It must consent.

problem-roles-clash-what = These roles do not go together.
problem-roles-clash-why = { $first } and { $second } cannot be one person: the one checks the other.
problem-roles-clash-do = Give one of the two roles to somebody else.

problem-name-taken-what = This name exists already.
problem-name-taken-why = Somebody with exactly this name exists, and nobody could tell who is who.
problem-name-taken-do = Add what tells them apart, such as a department.

problem-changed-what = This has changed in the meantime.
problem-changed-why = Somebody else was first, or your page was old.
problem-changed-do = Reload the page, see what it says now, and try again.

problem-not-sealed-what = This is not sealed as it must be.
problem-not-sealed-why = The server keeps only what is sealed by the rules and for the present seats. Nothing was kept.
problem-not-sealed-do = Update your program and bring in the file again.
problem-statement-invalid-what = This statement does not check out.
problem-statement-invalid-why = It was not signed with a key of yours for this archive. Nothing was recorded.
problem-statement-invalid-do = Update your program and bring in the file again. What was brought in before is not kept twice.

problem-not-found-what = There is no such page.
problem-not-found-why = The address is wrong, or what was there is gone.
problem-not-found-do = Check the address, or start again from the first page.

problem-wrong-method-what = This does not work in this way.
problem-wrong-method-why = The address exists, but not for this kind of request.
problem-wrong-method-do = Go back to the page and use the button there.

problem-too-large-what = This is too large.
problem-too-large-why = The server takes a limited amount per request, so that it keeps working for everybody.
problem-too-large-do = Send it in smaller parts. Bring in a large chat file with the command on your own page.

problem-too-slow-what = This came too slowly.
problem-too-slow-why = The server waits for a request only as long as it keeps coming, so that nobody is kept waiting by one that does not.
problem-too-slow-do = Check the connection and send it again. Nothing of it was kept.

problem-too-many-what = These are too many attempts.
problem-too-many-why = To prevent abuse the server pauses after a number of attempts.
problem-too-many-do = Wait a minute and try again.

problem-room-gone-what = The reading room is not open.
problem-room-gone-why = The reading room of this case is not running, or has stopped.
problem-room-gone-do = Open the reading room on the page of the case, if that is still possible.

problem-rooms-full-what = No more reading rooms can be open now.
problem-rooms-full-why = Each reading room keeps what was opened in memory, so their number is limited.
problem-rooms-full-do = Close a case that is no longer needed and ask again.

problem-room-elsewhere-what = The reading room is on another server.
problem-room-elsewhere-why = Several servers work on this archive, and the reading room of this case runs on the one that you asked for it.
problem-room-elsewhere-do = Open the page of the case once more. If that does not help, tell whoever runs the servers that everybody has to come back to the same one.

problem-away-what = The archive cannot be reached right now.
problem-away-why = Its database does not answer. Nothing was changed.
problem-away-do = Wait a moment and try again.

problem-not-known-what = It is not known whether this was kept.
problem-not-known-why = The connection to the database was lost before it confirmed. Nothing was done by half: it was kept whole, or not at all.
problem-not-known-do = Wait a moment and look. If it is not there, try again.

problem-busy-what = The server cannot do this right now.
problem-busy-why = It is starting, stopping or too busy. Nothing was done by half.
problem-busy-do = Wait a moment and try again.

problem-full-what = The server's disk is full.
problem-full-why = Nothing was kept of what you just sent. What was stored before is safe.
problem-full-do = Have whoever runs the server free some space. Then do the same again: nothing will be stored twice.

problem-broken-what = Something went wrong on our side.
problem-broken-why = This is Zegel's fault, not yours. Nothing was done by half.
problem-broken-do = Try again. If it keeps failing, tell the time of it to whoever runs the server.

problem-key-fixed-what = This key was registered before, with another content.
problem-key-fixed-why = A key is never replaced: what was sealed to it would be lost, or could be read by somebody else.
problem-key-fixed-do = Make a new key and register that one.

problem-key-unknown-what = Your import key is not registered.
problem-key-unknown-why = The list of what you brought in is sealed to a key of your own, and the log must know that key.
problem-key-unknown-do = Run the import again with the import client; it registers your key.

problem-seat-held-what = You hold a seat already.
problem-seat-held-why = One person holds one seat, so that nobody counts twice.
problem-seat-held-do = Use the seat that you have, or let somebody else take this one.

problem-seats-taken-what = All seats of this side are taken.
problem-seats-taken-why = The regulation says how many seats a side has.
problem-seats-taken-do = Ask the owner who holds them.

problem-drill-failed-what = The drill of this seat did not succeed.
problem-drill-failed-why = The key did not open what was just sealed to it, or the question was too old.
problem-drill-failed-do = Start the command again, with the key file of this seat.

problem-clock-skew-what = The clocks differ too much.
problem-clock-skew-why = The reading room and the server do not agree about the time, so a deadline would mean nothing.
problem-clock-skew-do = Set both clocks right and ask again.

problem-not-published-what = The log is not that far yet.
problem-not-published-why = The entry is recorded and is being published.
problem-not-published-do = Try again in a few seconds.

problem-seats-not-published-what = The seats are not in the log yet.
problem-seats-not-published-why = A seat was registered just now. It is recorded, and its entry is being published; until then nobody can check its key.
problem-seats-not-published-do = Try again in a few seconds. The import client does so by itself.

problem-restored-what = This archive was restored from a backup.
problem-restored-why = It is not known yet what happened after the backup. Until then nothing is kept, shown or signed, so that the log does not get a second history.
problem-restored-do = Ask the administrator to run “zegel recover”, with what the seats' clients remember of the log.

problem-damaged-what = Something stored is damaged.
problem-damaged-why = What is stored is not what was written. Nothing is shown or signed on top of that.
problem-damaged-do = Ask the administrator to run the audit; it names what is damaged.

problem-case-open-what = A case of this person is open.
problem-case-open-why = Whoever holds a new sign-in link can act as this person, and would be able to read along.
problem-case-open-do = Let the case be closed first, then make the link.
