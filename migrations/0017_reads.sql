CREATE TABLE `reads` (
	`day` integer NOT NULL,
	`article_id` integer NOT NULL,
	`marks` text NOT NULL,
	PRIMARY KEY(`day`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
