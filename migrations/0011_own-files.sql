ALTER TABLE `articles` ADD `hero_file` text;--> statement-breakpoint
ALTER TABLE `media` ADD `focus` text;