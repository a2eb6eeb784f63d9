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
CREATE UNIQUE INDEX `search_texts_of` ON `search_texts` (`article_id`);