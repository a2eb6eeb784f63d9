ALTER TABLE `purges` ADD `page` text;--> statement-breakpoint
ALTER TABLE `purges` ADD `look_at` integer;--> statement-breakpoint
ALTER TABLE `purges` ADD `looks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `purges_look` ON `purges` (`look_at`) WHERE look_at is not null;