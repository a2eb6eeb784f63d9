ALTER TABLE `purges` ADD `force` text DEFAULT 'hard' NOT NULL;--> statement-breakpoint
ALTER TABLE `purges` ADD `repeated_at` integer;--> statement-breakpoint
ALTER TABLE `purges` ADD `next_at` integer;--> statement-breakpoint
ALTER TABLE `purges` ADD `live` text;--> statement-breakpoint
CREATE INDEX `purges_unrepeated` ON `purges` (`done_at`) WHERE done_at is not null and repeated_at is null;