CREATE TABLE `learned` (
	`token` text PRIMARY KEY NOT NULL,
	`ham` integer DEFAULT 0 NOT NULL,
	`spam` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letters` (
	`id` integer PRIMARY KEY NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`given_up_at` integer
);
--> statement-breakpoint
CREATE INDEX `letters_waiting` ON `letters` (`created_at`,`id`) WHERE given_up_at is null;--> statement-breakpoint
CREATE TABLE `rechecks` (
	`comment_id` integer PRIMARY KEY NOT NULL,
	`call` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rechecks_due` ON `rechecks` (`due_at`);--> statement-breakpoint
CREATE TABLE `rules` (
	`id` integer PRIMARY KEY NOT NULL,
	`field` text NOT NULL,
	`pattern` text NOT NULL,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rules_created` ON `rules` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`article_id` integer NOT NULL,
	`comment_id` integer NOT NULL,
	`email` text NOT NULL,
	`email_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscriptions_to` ON `subscriptions` (`comment_id`);--> statement-breakpoint
CREATE INDEX `subscriptions_of` ON `subscriptions` (`email_hash`);--> statement-breakpoint
CREATE TABLE `verdicts` (
	`id` integer PRIMARY KEY NOT NULL,
	`comment_id` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`act` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`score` real,
	`reasons` text NOT NULL,
	`before` text,
	`undoes` integer,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `verdicts_of` ON `verdicts` (`comment_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `verdicts_at` ON `verdicts` (`at`,`id`);--> statement-breakpoint
ALTER TABLE `commenters` ADD `reader` text;--> statement-breakpoint
CREATE INDEX `commenters_reader` ON `commenters` (`reader`) WHERE reader is not null;--> statement-breakpoint
ALTER TABLE `comments` ADD `score` real;--> statement-breakpoint
ALTER TABLE `comments` ADD `spam_probability` real;--> statement-breakpoint
ALTER TABLE `comments` ADD `taught` text;