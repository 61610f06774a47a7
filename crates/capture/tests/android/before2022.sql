CREATE TABLE chat_list (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT UNIQUE, subject TEXT);
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT NOT NULL, key_from_me INTEGER, key_id TEXT NOT NULL, status INTEGER, data TEXT, timestamp INTEGER, media_wa_type TEXT, media_size INTEGER, media_name TEXT, media_caption TEXT, media_hash TEXT, latitude REAL, longitude REAL, remote_resource TEXT, received_timestamp INTEGER, quoted_row_id INTEGER, edit_version INTEGER, forwarded INTEGER);
CREATE TABLE messages_quotes (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT NOT NULL, key_from_me INTEGER, key_id TEXT NOT NULL, data TEXT);
CREATE TABLE messages_vcards (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, vcard TEXT);
CREATE TABLE group_participants (_id INTEGER PRIMARY KEY AUTOINCREMENT, gjid TEXT NOT NULL, jid TEXT NOT NULL, admin INTEGER, pending INTEGER);
INSERT INTO chat_list (key_remote_jid, subject) VALUES ('31600000000-1500000000@g.us', 'Ploeg Zuid');
INSERT INTO group_participants (gjid, jid, admin) VALUES
  ('31600000000-1500000000@g.us', '', 1), ('31600000000-1500000000@g.us', '31611111111@s.whatsapp.net', 0), ('other@g.us', '31699999999@s.whatsapp.net', 0);
INSERT INTO messages_quotes VALUES (1, '31600000000-1500000000@g.us', 0, 'L3', 'hoi');
INSERT INTO messages (_id, key_remote_jid, key_from_me, key_id, status, data, timestamp, media_wa_type, media_size, media_name, media_hash, latitude, longitude, remote_resource, quoted_row_id, edit_version, forwarded) VALUES
  (1, '-1', 0, '-1', -1, NULL, 0, '-1', -1, NULL, NULL, 0, 0, NULL, NULL, 0, 0),
  (2, '31600000000-1500000000@g.us', 1, 'L2', 6, NULL, 1500000000000, '0', 4, NULL, NULL, 0, 0, '31611111111@s.whatsapp.net', 0, 0, 0),
  (3, '31600000000-1500000000@g.us', 0, 'L3', 0, 'hoi', 1500000060000, '0', 0, NULL, NULL, 0, 0, '31611111111@s.whatsapp.net', 0, 0, 0),
  (4, '31600000000-1500000000@g.us', 1, 'L4', 0, 'hoi terug', 1500000120000, '0', 0, NULL, NULL, 0, 0, NULL, 1, 0, 1),
  (6, '31611111111@s.whatsapp.net', 0, 'L6', 0, NULL, 1500000180000, '1', 999, 'IMG.jpg', 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=', 0, 0, NULL, 0, 0, 0),
  (7, '31611111111@s.whatsapp.net', 0, 'L7', 0, NULL, 1500000240000, '5', 0, NULL, NULL, 52.5, 4.75, NULL, 0, 0, 0),
  (8, '31611111111@s.whatsapp.net', 0, 'L8', 0, NULL, 1500000300000, '15', 0, NULL, NULL, 0, 0, NULL, 0, 7, 0),
  (9, '31611111111@s.whatsapp.net', 0, 'L9', 0, NULL, 1500000360000, '4', 0, 'Joris', NULL, 0, 0, NULL, 0, 0, 0);
INSERT INTO messages_vcards (message_row_id, vcard) VALUES (9, 'BEGIN:VCARD');
