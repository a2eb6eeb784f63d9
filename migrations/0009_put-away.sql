CREATE TABLE `actions` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`act` text NOT NULL,
	`about` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actions_at` ON `actions` (`at`,`id`);--> statement-breakpoint
ALTER TABLE `commenters` ADD `network_hash` text;--> statement-breakpoint
ALTER TABLE `commenters` ADD `asked` text;--> statement-breakpoint
CREATE INDEX `comments_put_away` ON `comments` (`state`,case when decided_at is null then created_at else decided_at end) WHERE (state = 'spam' or state = 'trash') and body <> '';