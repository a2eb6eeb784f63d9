-- Custom: drizzle knows nothing of virtual tables, views and triggers. See docs/search.md.

-- What can be found: one row for each article that is or will be listed, as plain text. The key is the time at which it
-- is listed, times 2^17, and a number among those of the same millisecond: the index keeps rows in the order of their
-- keys, so that the newest matches come first and a period is a range.
CREATE TABLE `search_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`article_id` integer NOT NULL,
	`headline` text NOT NULL,
	`standfirst` text NOT NULL,
	`body` text NOT NULL,
	`about` text NOT NULL,
	`filed` text NOT NULL,
	`unspaced` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_texts_of` ON `search_texts` (`article_id`);--> statement-breakpoint
-- The text of cleaned HTML, linearly: cut at each "<" into a JSON array, and of each piece what stands behind its tag.
-- Inline tags join what they part; others leave a space. Longer articles are found by their first 300,000 characters.
CREATE VIEW `search_source` AS
SELECT
	a.id AS article_id,
	a.listed_at * 131072 AS key,
	-- Two spaces, so that the last two letters of a text begin three as well.
	a.headline || '  ' AS headline,
	a.standfirst || '  ' AS standfirst,
	(SELECT trim(replace(replace(replace(replace(replace(group_concat(
		CASE WHEN trim(substr(p.value, 1, instr(replace(p.value, '>', ' '), ' ')), '/> ')
			IN ('a', 'abbr', 'b', 'cite', 'code', 'del', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'span', 'strong', 'u')
		THEN '' ELSE ' ' END || substr(p.value, instr(p.value, '>') + 1), ''),
		char(10), ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&')) || '  '
	FROM json_each('[' || replace(json_quote(substr(a.body_html, 1, 300000)), '<', '","') || ']') p) AS body,
	coalesce((SELECT group_concat(char(57344) || 'a' || b.author_id || char(57344), ' ') FROM bylines b WHERE b.article_id = a.id), '') || ' ' ||
	coalesce((SELECT group_concat(char(57344) || 't' || t.topic_id || char(57344), ' ') FROM article_topics t WHERE t.article_id = a.id), '') AS about,
	coalesce(char(57344) || 's' || a.section_id || char(57344), '') || ' ' ||
	coalesce((SELECT group_concat(char(57344) || 'a' || b.author_id || char(57344), ' ') FROM bylines b WHERE b.article_id = a.id), '') AS filed,
	a.headline || a.standfirst || a.body_html GLOB '*[ก-႟ក-៿぀-鿿]*' AS unspaced
FROM articles a WHERE a.listed_at IS NOT NULL;
--> statement-breakpoint
INSERT INTO `search_texts`
SELECT k.id, s.article_id, s.headline, s.standfirst, s.body, s.about, s.filed, s.unspaced
FROM (SELECT id AS article_id, listed_at * 131072 + row_number() OVER (PARTITION BY listed_at ORDER BY id) - 1 AS id
	FROM articles WHERE listed_at IS NOT NULL) k
JOIN search_source s ON s.article_id = k.article_id;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(headline, standfirst, body, about, filed,
	content='search_texts', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3');
--> statement-breakpoint
INSERT INTO `search` (`search`) VALUES ('rebuild');
--> statement-breakpoint
-- Words of scripts that put no spaces between them are found by any three letters.
CREATE VIRTUAL TABLE `search_unspaced` USING fts5(headline, standfirst, body, about, filed,
	content='search_texts', content_rowid='id', tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
INSERT INTO `search_unspaced` (rowid, headline, standfirst, body, about, filed)
SELECT id, headline, standfirst, body, about, filed FROM search_texts WHERE unspaced;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_words` USING fts5vocab('search', 'row');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_letters` USING fts5vocab('search_unspaced', 'row');
--> statement-breakpoint
-- Names of authors (twice their id) and topics (that and one): looked up when a word is sought, so that a new name
-- changes this one row and none of the articles'.
CREATE VIRTUAL TABLE `search_names` USING fts5(name, tokenize="unicode61 remove_diacritics 2");
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_name_words` USING fts5vocab('search_names', 'row');
--> statement-breakpoint
INSERT INTO `search_names` (rowid, name) SELECT id * 2, name FROM authors;
--> statement-breakpoint
INSERT INTO `search_names` (rowid, name) SELECT id * 2 + 1, name FROM topics;
--> statement-breakpoint
CREATE TRIGGER `search_author_made` AFTER INSERT ON `authors` BEGIN
	INSERT INTO search_names (rowid, name) VALUES (new.id * 2, new.name);
END;
--> statement-breakpoint
CREATE TRIGGER `search_author_named` AFTER UPDATE OF name ON `authors` BEGIN
	UPDATE search_names SET name = new.name WHERE rowid = new.id * 2;
END;
--> statement-breakpoint
CREATE TRIGGER `search_topic_made` AFTER INSERT ON `topics` BEGIN
	INSERT INTO search_names (rowid, name) VALUES (new.id * 2 + 1, new.name);
END;
--> statement-breakpoint
CREATE TRIGGER `search_topic_named` AFTER UPDATE OF name ON `topics` BEGIN
	UPDATE search_names SET name = new.name WHERE rowid = new.id * 2 + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `search_text_made` AFTER INSERT ON `search_texts` BEGIN
	INSERT INTO search (rowid, headline, standfirst, body, about, filed)
		VALUES (new.id, new.headline, new.standfirst, new.body, new.about, new.filed);
	INSERT INTO search_unspaced (rowid, headline, standfirst, body, about, filed)
		SELECT new.id, new.headline, new.standfirst, new.body, new.about, new.filed WHERE new.unspaced;
END;
--> statement-breakpoint
CREATE TRIGGER `search_text_gone` AFTER DELETE ON `search_texts` BEGIN
	INSERT INTO search (search, rowid, headline, standfirst, body, about, filed)
		VALUES ('delete', old.id, old.headline, old.standfirst, old.body, old.about, old.filed);
	INSERT INTO search_unspaced (search_unspaced, rowid, headline, standfirst, body, about, filed)
		SELECT 'delete', old.id, old.headline, old.standfirst, old.body, old.about, old.filed WHERE old.unspaced;
END;
