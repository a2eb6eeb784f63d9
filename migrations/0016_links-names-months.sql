CREATE TABLE `listed_months` (
	`month` text PRIMARY KEY NOT NULL,
	`articles` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `revisions` ADD `named` text;--> statement-breakpoint
ALTER TABLE `authors` ADD `links` text;
--> statement-breakpoint
-- Custom from here on: drizzle knows nothing of triggers. See src/articles/sitemap.ts.
INSERT INTO `listed_months` (`month`, `articles`)
SELECT strftime('%Y-%m', listed_at / 1000, 'unixepoch'), count(*) FROM articles WHERE listed_at IS NOT NULL GROUP BY 1;
--> statement-breakpoint
CREATE TRIGGER `listed_month_made` AFTER INSERT ON `articles` WHEN new.listed_at IS NOT NULL BEGIN
	INSERT INTO listed_months (month, articles) VALUES (strftime('%Y-%m', new.listed_at / 1000, 'unixepoch'), 1)
		ON CONFLICT (month) DO UPDATE SET articles = articles + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `listed_month_moved` AFTER UPDATE OF listed_at ON `articles` WHEN new.listed_at IS NOT old.listed_at BEGIN
	UPDATE listed_months SET articles = articles - 1
		WHERE month = strftime('%Y-%m', old.listed_at / 1000, 'unixepoch');
	INSERT INTO listed_months (month, articles)
		SELECT strftime('%Y-%m', new.listed_at / 1000, 'unixepoch'), 1 WHERE new.listed_at IS NOT NULL
		ON CONFLICT (month) DO UPDATE SET articles = articles + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `listed_month_gone` AFTER DELETE ON `articles` WHEN old.listed_at IS NOT NULL BEGIN
	UPDATE listed_months SET articles = articles - 1
		WHERE month = strftime('%Y-%m', old.listed_at / 1000, 'unixepoch');
END;
