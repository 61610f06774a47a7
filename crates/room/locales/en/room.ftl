room-name = Reading room
room-skip = To the content
room-purpose = Purpose
room-time-left = Left
room-close = Close the room
room-navigation = In this reading room
room-overview = Overview
room-search = Search
room-marked = Marked
room-logged = Every view is logged. The employees concerned will see it.

room-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
room-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
 }
room-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
 }
room-both = { $large } and { $small }
room-moment = less than a minute

room-mon = Monday
room-tue = Tuesday
room-wed = Wednesday
room-thu = Thursday
room-fri = Friday
room-sat = Saturday
room-sun = Sunday

room-waiting-title = Waiting for the seats
room-waiting-lead = Nobody can read yet what you asked for. Both sides have to say yes first: the employer and the staff.
room-approved = said yes on
room-not-approved = has yet to say yes
room-answer-by = If nobody answers, your request lapses on
room-asked = What you asked access for
room-look-again = See whether anything has changed
room-waiting-note = Leave the reading room open: the key of this case exists only here, in memory. If you close it, you have to ask again.
room-opening-title = The reading room is opening
room-opening-lead = Both sides said yes. The messages are being fetched, checked and opened in memory. That usually takes a few seconds.

room-overview-title = What this case opens
room-overview-lead = These are the conversations and days that you may read. There is nothing else to see, by searching neither.
room-nothing-released = No messages are kept in these conversations and days. Close the room; to read other days, request another case.
room-conversation = Conversation { $number }
room-copy-of = as kept by
room-copy = Copy
room-scope = Days
room-to = to
room-messages = Messages
room-source = Source
room-provenance-word = Provenance
room-source-a = signed by the platform
room-source-b = backup of the device
room-source-c = text export
room-provenance-ask = How certain is this source?
room-provenance-a = Received from the platform itself, signed. Nobody here can change its content.
room-provenance-b = Read from a backup or database of the device. Whoever controls the device could have changed its content.
room-provenance-c = Read from a text export. Anybody can write or edit such a file before it is brought in. That it has stayed the same since then can be proved.
room-no-days = No messages are kept on the days that were asked for. Other conversations or days take a new case.
room-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
 }

room-turn = Other days
room-first-day = First day of this case
room-last-day = Last day of this case
room-parts = Parts
room-part = Part { $part }
room-part-before = Part before
room-part-after = Next part
room-own = holder of this copy
room-edited = edited
room-deleted = Deleted message
room-raw-time = In the source: { $time }
room-mark = Mark
room-unmark = Take the mark away
room-picture = Photo or picture with this message
room-download = download (leaves the reading room)
room-absent = Attachment not in the source:
room-named = Attachment:
room-do = What you can do
room-back = To the overview
room-kind-call = Call
room-kind-location = Location
room-kind-contact = Contact card
room-kind-poll = Poll

room-search-title = Search this case
room-search-lead = Only the messages of this case are searched. Your words do not leave the reading room. What is logged is that you searched and in which conversations you found something.
room-search-label = Words to look for
room-search-go = Search
room-how = How to search
room-how-word-example = leak boiler
room-how-word = both words, in any form: meeting finds meetings too
room-how-phrase-example = "new boiler"
room-how-phrase = exactly these words, in this order
room-how-beginning-example = leak*
room-how-beginning = words that begin like this
room-how-without-example = boiler -quote
room-how-without = the one word, without the other
room-earlier = Searched before in this room
room-earlier-note = This list is in memory only and vanishes with the room.
room-results-title = Found
room-hits = { $count ->
    [one] { $count } message found
   *[other] { $count } messages found
 }
room-hits-in = { $count ->
    [one] in { $count } conversation.
   *[other] in { $count } conversations.
 }
room-no-hits = Nothing found in this case.
room-no-hits-why = It may be there in other words. With a star (leak*) you find every word that begins like this.

query-empty = Type a word to look for.
query-no-word = There is no word in this. Type at least one word or number.
query-only-unwanted = You only say what you are not looking for. Add a word that you are looking for.
query-open-quote = There is a quotation mark too many or too few. Put one before and one behind the words.
query-stray-star = A star can only stand behind a word, as in leak*.
query-short-beginning = Put at least two letters before the star.
query-too-long = This is too much at once. Search with at most sixteen words.

room-marked-title = What you marked
room-marked-lead = Marks are in memory only and vanish with the room.
room-none-marked = You have not marked anything yet.
room-none-marked-how = Click the star beside a message. You will find it here.

room-over-what = This reading room is closed.
room-over-closed = The case was closed. The key and everything that was open are wiped.
room-over-denied = A seat said no. Nothing was opened.
room-over-lapsed = Not everybody said yes in time. Nothing was opened.
room-over-deadline = The time of this case is up. The key and everything that was open are wiped.
room-over-stopped = The reading room stopped. The key and everything that was open are wiped.
room-over-do = If there is still a good reason to read on, ask for access again. The employees see on their own page what was opened.
room-unlogged-what = This is not shown to you.
room-unlogged-why = What you open here has to be logged first, and that failed just now. Without an entry in the log there is nothing to see.
room-unlogged-do = Try again in a minute. If it still fails, tell whoever runs the system.
room-missing-what = This page is not part of this case.
room-missing-why = This case has no conversation, day, message or file at this address. What lies outside of the request is not in this room, and the room cannot open it.
room-missing-do = Go back to the overview. It lists everything that you may read.
room-file-what = This attachment cannot be shown.
room-file-why = The attachment cannot be fetched, or does not match what was recorded with the message.
room-file-do = Try again. If it stays like this, tell whoever runs the system: an attachment that is kept must never change.
room-broken-what = What was released is not in order. Nothing is shown.
room-broken-approvals = The signatures of the seats are not in order, or a side is missing. Without both sides nothing opens.
room-broken-segments = Some of what was released does not belong to this request, is missing or was changed.
room-broken-archive = What the archive released cannot be fetched or read.
room-broken-index = The messages could not be put into memory.
room-broken-do = Close this room and tell the privacy contact. Then ask for access again if need be.
room-foreign-what = This reading room can only be reached through the archive.
room-foreign-why = The request did not come from the server that opened this room.
room-foreign-do = Open the reading room from the page of your case.

room-unreadable = { $count ->
    [one] { $count } message of this day was changed or has vanished since it was kept. Tell the privacy contact.
   *[other] { $count } messages of this day were changed or have vanished since they were kept. Tell the privacy contact.
 }
