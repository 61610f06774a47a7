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
room-source-b = database of the device
room-source-c = text export
room-provenance-ask = How certain is this source?
room-provenance-a = Received from the platform itself, signed. Nobody here can change its content.
room-provenance-b = Read from a backup or database of the device. Whoever controls the device could have changed its content.
room-provenance-c = Read from a text export. Anybody can write or edit such a file before it is brought in. That it has stayed the same since then can be proved.
room-zone-stated = Times as the phone wrote them, read as { $zone }. The export names no time zone; whoever brought it in stated this one.
room-zone-moment = Times as a clock in { $zone } showed them. The source knows the moment of each message.
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

room-together = Side by side
room-together-title = Copies side by side
room-together-lead = Several people can have a copy of one conversation. Here their copies stand next to each other, so that you see what one of them lacks or says differently. The copies themselves stay as they are.
room-together-none = No two copies in this case are of the same conversation.
room-together-none-why = Copies are put together where they share enough messages on the same days. To compare a conversation, ask for the copies of several of its participants.
room-together-copies = { $count ->
   *[other] { $count } copies of one conversation
 }
room-together-open = Compare them
room-together-set = Comparison { $number }
room-differences = { $count ->
    [0] No differences
    [one] { $count } difference
   *[other] { $count } differences
 }
room-beside-lead = A difference is a message that was removed from a copy, or says something else in it. What only one side explains, such as coming later to the group, is no difference.
room-beside-copies = The copies
room-beside-range = From the first to the last message
room-beside-found = Not as in the others
room-beside-nothing = Everything is there, and the same
room-beside-days = Day by day
room-beside-message = Message
room-beside-app = the app itself
room-beside-same = the same
room-beside-other-time = { $time } by this phone's clock
room-clock-ahead = { $count ->
    [one] Its clock is { $count } minute ahead of the longest copy
   *[other] Its clock is { $count } minutes ahead of the longest copy
 }
room-clock-behind = { $count ->
    [one] Its clock is { $count } minute behind the longest copy
   *[other] Its clock is { $count } minutes behind the longest copy
 }
room-members = Who was in the group when
room-members-lead = From what the app itself says in any of the copies. Where no copy tells how something began or ended, that is said.
room-holds-a-copy = has a copy here
room-nobody-named = somebody without a name
room-stay = { $from }; { $to }
room-stay-untold = No copy tells when.
room-came-created = made the group on { $at }
room-came-added = added on { $at }
room-came-added-by = added on { $at } by { $by }
room-came-joined = joined on { $at }
room-came-untold = there before the copies begin
room-went-left = left on { $at }
room-went-removed = removed on { $at }
room-went-removed-by = removed on { $at } by { $by }
room-went-not = never seen leaving
room-went-untold = gone at a time that no copy tells
room-odd = What does not add up
room-odd-spoke-outside = { $count ->
    [one] { $name } wrote { $count } message from { $at } while not in the group, as far as the copies tell.
   *[other] { $name } wrote { $count } messages from { $at } while not in the group, as far as the copies tell.
 }
room-odd-came-twice = { $name } came at { $at } although they were there; no copy tells when they had gone.
room-odd-went-twice = { $name } went at { $at } although they were not there; no copy tells when they had come.
room-odd-spoke-before = { $name } wrote before the coming at { $at } that is told; no copy tells when they had gone.
room-verdict-present = present
room-verdict-deleted-for-me = removed from this copy
room-verdict-deleted-for-all = removed for everybody
room-verdict-altered = altered
room-verdict-before-joining = before they joined
room-verdict-after-leaving = after they left
room-verdict-not-yet-delivered = perhaps not delivered yet
room-verdict-outside-range = outside of this copy's time
room-verdict-unknown = cannot be told
room-why-here = { $count ->
    [one] It is there; no other copy has it.
   *[other] It is there, the same in { $count } copies.
 }
room-why-edited-here = Marked as edited; another copy has a version from before or after.
room-why-edited-elsewhere = Another copy marks it as edited: the edit may not have reached this phone.
room-why-kinds = The copies show it as different kinds of things; which is right they do not tell.
room-why-tombstone = { $count ->
    [0] Its place is marked as removed; no copy has what it said.
    [one] Its place is marked as removed; { $count } other copy has what it said.
   *[other] Its place is marked as removed; { $count } other copies have what it said.
 }
room-why-differs = The { $count } copies that have it differ, and none marks it as edited. Which was altered they do not tell.
room-why-odd-one-out = { $count } other copies agree with each other; this one differs, and none marks it as edited.
room-why-ascribed = The { $count } copies that have it do not ascribe it to the same person.
room-why-file = Of the { $count } copies that have it, this one holds a file with other bytes.
room-why-joined = Written before the holder of this copy came, at { $at }.
room-why-left = Written after the holder of this copy went, at { $at }.
room-why-left-and-back = Written after the holder of this copy went, at { $at }, and before they came back at { $back }.
room-why-back = The holder of this copy came back at { $at }; when they had gone no copy tells.
room-why-gone = The holder of this copy had gone.
room-why-begins = This copy begins later, at { $at }.
room-why-ends = This copy ends earlier, at { $at }.
room-why-nothing-later = Nothing by others after it is in this copy: the phone may not have received it yet. Whether it was removed the copies do not tell.
room-why-sender-silent = Nothing later by its sender is in this copy, which ends at { $at }: it may not have been sent yet, or it was removed.
room-why-missing = { $count ->
    [one] Nothing stands here, between lines that are there, though { $count } other copy has it.
   *[other] Nothing stands here, between lines that are there, though { $count } other copies have it.
 }
room-why-missing-own = The holder wrote it, so it was on this phone. Who removed it, from the phone or from the export, the copies do not tell.
room-why-missing-theirs = Removed on this phone only or from this export, or, which the copies do not rule out, never delivered to it.
room-why-vanishing = Messages were set to vanish since { $at }: its absence says nothing.
room-why-blocked = The holder had blocked the contact since { $at }: it did not come.
room-why-new-phone = The holder seems to have changed phones at { $at }: it may not have been carried over.
room-why-may-be-here = What the same person sent at { $at } stands in this copy only, and may be it: a message can come later than it was written.
room-why-not-sent = It is a draft, or waits or failed to be sent, on the phone that has it.
room-why-withheld = Of this copy, this day is not part of what was opened, or not wholly. Whether it stands there cannot be seen here.
room-why-versions = The copy that has it was brought in more than once and has another line of the same sender at this moment: this may be another version of that.
room-why-who-is-who = Too little is shared to tell who its sender is in this copy.
room-why-not-every-phone = Not every phone writes such a line.
room-why-nothing-shared = This copy shares too little with the others for anything to be said.

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
