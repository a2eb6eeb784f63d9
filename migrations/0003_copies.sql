CREATE TABLE `copies` (
	`path` text PRIMARY KEY NOT NULL,
	`article_id` integer,
	`rank` integer NOT NULL,
	`due_at` integer,
	`made_at` integer,
	`etag` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `copies_due` ON `copies` (`rank`,`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `copies_of` ON `copies` (`article_id`) WHERE article_id is not null;