CREATE TABLE props (_id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, value TEXT);
CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER, device INTEGER, type INTEGER, raw_string TEXT);
CREATE TABLE jid_map (lid_row_id INTEGER PRIMARY KEY NOT NULL, jid_row_id INTEGER NOT NULL);
CREATE TABLE lid_display_name (lid_row_id INTEGER PRIMARY KEY NOT NULL, display_name TEXT NOT NULL, username TEXT);
CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT, created_timestamp INTEGER);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, status INTEGER, origination_flags INTEGER, timestamp INTEGER, received_timestamp INTEGER, message_type INTEGER, text_data TEXT, starred INTEGER, sort_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, file_path TEXT, file_size INTEGER, media_key BLOB, mime_type TEXT, media_name TEXT, media_caption TEXT, file_hash TEXT);
CREATE TABLE message_quoted (message_row_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, parent_message_chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, sender_jid_row_id INTEGER, key_id TEXT NOT NULL, timestamp INTEGER, message_type INTEGER, text_data TEXT);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, latitude REAL, longitude REAL, place_name TEXT, place_address TEXT);
CREATE TABLE message_vcard (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, vcard TEXT);
CREATE TABLE message_forwarded (message_row_id INTEGER PRIMARY KEY, forward_score INTEGER);
CREATE TABLE message_revoked (message_row_id INTEGER PRIMARY KEY, revoked_key_id TEXT NOT NULL, admin_jid_row_id INTEGER, revoke_timestamp INTEGER);
CREATE TABLE message_edit_info (message_row_id INTEGER PRIMARY KEY, original_key_id TEXT NOT NULL, edited_timestamp INTEGER NOT NULL, sender_timestamp INTEGER NOT NULL);
CREATE TABLE message_add_on (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER, from_me INTEGER, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, parent_message_row_id INTEGER, timestamp INTEGER, status INTEGER, message_add_on_type INTEGER);
CREATE TABLE message_add_on_reaction (message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT, sender_timestamp INTEGER);
CREATE TABLE message_add_on_poll_vote (message_add_on_row_id INTEGER PRIMARY KEY, sender_timestamp INTEGER);
CREATE TABLE message_add_on_poll_vote_selected_option (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_add_on_row_id INTEGER, message_poll_option_id INTEGER);
CREATE TABLE message_poll (message_row_id INTEGER PRIMARY KEY, selectable_options_count INTEGER);
CREATE TABLE message_poll_option (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, option_name TEXT, vote_total INTEGER);
CREATE TABLE message_system (message_row_id INTEGER PRIMARY KEY, action_type INTEGER NOT NULL);
CREATE TABLE message_system_group (message_row_id INTEGER PRIMARY KEY, is_me_joined INTEGER);
CREATE TABLE message_system_value_change (message_row_id INTEGER PRIMARY KEY, old_data TEXT);
CREATE TABLE message_system_number_change (message_row_id INTEGER PRIMARY KEY, old_jid_row_id INTEGER, new_jid_row_id INTEGER);
CREATE TABLE message_system_chat_participant (message_row_id INTEGER, user_jid_row_id INTEGER);
CREATE TABLE message_system_block_contact (message_row_id INTEGER PRIMARY KEY, is_blocked INTEGER);
CREATE TABLE message_ephemeral_setting (message_row_id INTEGER PRIMARY KEY, setting_duration INTEGER);
CREATE TABLE message_call_log (message_row_id INTEGER PRIMARY KEY, call_log_row_id INTEGER);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER, from_me INTEGER, call_id TEXT, timestamp INTEGER, video_call INTEGER, duration INTEGER, call_result INTEGER);
CREATE TABLE missed_call_logs (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, timestamp INTEGER, video_call INTEGER);
CREATE TABLE group_participant_user (_id INTEGER PRIMARY KEY AUTOINCREMENT, group_jid_row_id INTEGER NOT NULL, user_jid_row_id INTEGER NOT NULL, rank INTEGER, pending INTEGER, add_timestamp INTEGER);
CREATE TABLE group_past_participant_user (_id INTEGER PRIMARY KEY AUTOINCREMENT, group_jid_row_id INTEGER NOT NULL, user_jid_row_id INTEGER NOT NULL, is_leave INTEGER NOT NULL, timestamp INTEGER);

INSERT INTO props (key, value) VALUES ('user_push_name', 'Sanne de Vries');
INSERT INTO jid (_id, user, server, raw_string) VALUES
  (1, '', 'status_me', 'status_me'),
  (2, '120363000000000001', 'g.us', '120363000000000001@g.us'),
  (3, '31611111111', 's.whatsapp.net', '31611111111@s.whatsapp.net'),
  (4, '900000000000001', 'lid', '900000000000001@lid'),
  (5, '31622222222', 's.whatsapp.net', '31622222222@s.whatsapp.net'),
  (6, '31633333333', 's.whatsapp.net', '31633333333@s.whatsapp.net'),
  (7, '900000000000007', 'lid', '900000000000007@lid'),
  (8, '31644444444', 's.whatsapp.net', '31644444444@s.whatsapp.net');
-- Fatima's account is her number's; two accounts that name each other lead nowhere.
INSERT INTO jid_map VALUES (4, 5), (7, 7);
INSERT INTO lid_display_name VALUES (4, 'Fatima', NULL);
INSERT INTO chat (_id, jid_row_id, subject) VALUES (10, 2, 'Ploeg Noord'), (11, 3, NULL), (12, 7, NULL), (13, 8, NULL);
INSERT INTO group_participant_user (group_jid_row_id, user_jid_row_id, rank, add_timestamp) VALUES
  (2, 1, 2, 1651492800000), (2, 3, 0, 1651492801000), (2, 4, 1, 0);
INSERT INTO group_past_participant_user (group_jid_row_id, user_jid_row_id, is_leave, timestamp) VALUES
  (2, 6, 1, 1651496700000), (2, 8, 0, 1651496800000);

INSERT INTO message (_id, chat_row_id, from_me, key_id, sender_jid_row_id, status, timestamp, message_type, text_data, sort_id) VALUES
  (1, -1, 0, '-1', NULL, NULL, NULL, NULL, NULL, 0),
  (2, 10, 1, 'S0', 0, 6, 1651492800000, 7, NULL, 2),
  (3, 10, 1, 'S1', 0, 6, 1651492800500, 7, 'Ploeg', 3),
  (4, 10, 1, 'S2', 0, 6, 1651492801000, 7, NULL, 4),
  (5, 10, 1, 'K5', 0, 0, 1651492860000, 0, 'Morgen om 8 uur bij de loods?', 5),
  (6, 10, 0, 'K6', 3, 0, 1651492920000, 0, 'Prima 👍', 6),
  (7, 10, 0, 'K7E', 4, 0, 1651492980000, 0, 'Ik kom om 9 uur', 7),
  (8, 10, 0, 'K8R', 6, 0, 1651493040000, 15, NULL, 8),
  (9, 10, 0, 'K9R', 6, 0, 1651493100000, 64, NULL, 9),
  (12, 10, 0, 'K12', 3, 0, 1651493160000, 1, 'De pallets', 11),
  (11, 10, 0, 'K11', 4, 0, 1651493220000, 66, 'Wie rijdt er?', 12),
  (13, 10, 1, 'K13', 0, 0, 1651493280000, 5, NULL, 13),
  (14, 10, 0, 'K14', 3, 0, 1651493340000, 4, NULL, 14),
  (15, 10, 1, 'S15', 3, 6, 1651493400000, 7, 'Ploeg Noord', 15),
  (16, 10, 0, 'S16', 4, 6, 1651493460000, 7, NULL, 16),
  (17, 10, 0, 'S17', 6, 6, 1651496700000, 7, NULL, 17),
  (18, 10, 1, 'S18', 0, 6, 1651496800000, 7, NULL, 18),
  (19, 10, 0, 'S19', 3, 6, 1651496860000, 7, NULL, 19),
  (20, 10, 0, 'S20', 4, 6, 1651496920000, 7, NULL, 20),
  (21, 10, 0, 'K21', 0, 0, 1651496980000, 200, 'een soort die er nog niet was', 21),
  (22, 10, 0, 'S22', 3, 6, 1651497040000, 7, NULL, 22),
  (23, 10, 0, 'K23', 3, 0, 0, 0, 'zonder tijd', 23),
  (30, 11, 0, 'S30', 0, 6, 1651500000000, 7, NULL, 30),
  (31, 11, 0, 'K31', 0, 0, 1651500060000, 0, 'Ben je er nog?', 31),
  (32, 11, 1, 'K32', 0, 0, 1651500120000, 90, NULL, 32),
  (33, 11, 0, 'K33', 0, 0, 1651500180000, 10, NULL, 33),
  (34, 11, 1, 'S34', 0, 6, 1651500240000, 36, NULL, 34),
  (35, 11, 1, 'S35', 0, 6, 1651500300000, 7, NULL, 35),
  (36, 12, 0, 'K36', 0, 0, 1667091300000, 0, 'In de nacht dat de klok terugging', 36),
  (37, 13, 0, 'K37', 0, 0, 1667094900000, 0, 'een uur later, op dezelfde klok', 37),
  (38, 99, 0, 'K38', 3, 0, 1667094960000, 0, 'van een gesprek dat weg is', 38);
-- Written and gone: 10, 24 to 29, 39.
INSERT INTO message (_id, chat_row_id, from_me, key_id, sort_id) VALUES (39, 10, 0, 'K39', 39);
DELETE FROM message WHERE _id = 39;
INSERT INTO message_system VALUES (2, 67), (3, 11), (4, 12), (15, 1), (16, 27), (17, 5), (18, 14), (19, 118), (20, 28), (22, 4242), (30, 18), (35, 58), (99, 12);
INSERT INTO message_system_group VALUES (4, 0), (17, 0);
INSERT INTO message_system_value_change VALUES (15, 'Ploeg');
INSERT INTO message_system_chat_participant VALUES (4, 3), (4, 4), (4, 6), (18, 8);
INSERT INTO message_system_number_change VALUES (20, 6, 8);
INSERT INTO message_system_block_contact VALUES (35, 0);
INSERT INTO message_ephemeral_setting VALUES (34, 604800);
INSERT INTO message_quoted VALUES (6, 10, 10, 1, 0, 'K5', 1651492860000, 0, 'Morgen om 8 uur bij de loods?');
INSERT INTO message_forwarded VALUES (12, 2);
INSERT INTO message_edit_info VALUES (7, 'K7', 1651493000000, 1651493000100);
INSERT INTO message_revoked VALUES (8, 'K8', NULL, 1651493050000), (9, 'K9', 4, 1651493110000);
INSERT INTO message_media VALUES
  (12, 10, 'Media/WhatsApp Images/IMG-20220502-WA0001.jpg', 12345, x'00ff', 'image/jpeg', NULL, NULL, 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='),
  (10, 10, 'Media/WhatsApp Images/IMG-20220502-WA0000.jpg', 54321, x'01', 'image/jpeg', NULL, NULL, NULL);
INSERT INTO message_location VALUES (13, 10, 52.5, 4.75, 'Loods Noord', 'Kade 1');
INSERT INTO message_vcard (message_row_id, vcard) VALUES (14, 'BEGIN:VCARD
FN:Joris
END:VCARD');
INSERT INTO message_poll VALUES (11, 1);
INSERT INTO message_poll_option VALUES (1, 11, 'Mehmet', 2), (2, 11, 'Sanne', 0);
INSERT INTO message_add_on VALUES
  (1, 10, 0, 'A1', 3, 5, 1651492870000, 0, 56),
  (2, 10, 1, 'A2', 0, 6, 1651492930000, 0, 56),
  (3, 10, 0, 'A3', 4, 5, 1651492880000, 0, 56),
  (4, 10, 0, 'A4', 3, 11, 1651493230000, 0, 67),
  (5, 10, 1, 'A5', 0, 11, 1651493240000, 0, 67);
INSERT INTO message_add_on_reaction VALUES (1, '👍', 1651492871000), (2, '🙏', 1651492931000), (3, '', 1651492881000);
INSERT INTO message_add_on_poll_vote VALUES (4, 1651493231000), (5, 1651493241000);
INSERT INTO message_add_on_poll_vote_selected_option VALUES (1, 4, 1), (2, 5, 1);
INSERT INTO call_log VALUES (7, 3, 1, 'C7', 1651500120000, 0, 65, 5);
INSERT INTO message_call_log VALUES (32, 7);
INSERT INTO missed_call_logs VALUES (1, 33, 1651500180000, 1);
