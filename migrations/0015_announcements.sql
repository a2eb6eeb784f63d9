CREATE TABLE `announcements` (
	`channel` text NOT NULL,
	`path` text NOT NULL,
	`changed_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`channel`, `path`)
);
--> statement-breakpoint
CREATE INDEX `announcements_due` ON `announcements` (`channel`,`due_at`);