ALTER TABLE `listed_months` ADD `changed` integer;
--> statement-breakpoint
-- Custom from here on: drizzle knows nothing of triggers. See src/articles/sitemap.ts.
UPDATE `listed_months` SET `changed` = (
	SELECT max(max(a.updated_at, coalesce((SELECT max(c.created_at) FROM corrections c WHERE c.article_id = a.id), 0)))
	FROM articles a WHERE a.listed_at >= unixepoch(month || '-01') * 1000
		AND a.listed_at < unixepoch(month || '-01', '+1 month') * 1000
);
--> statement-breakpoint
-- The month in which the article is, and the one that it leaves; a scheduled one is in none yet.
CREATE TRIGGER `listed_month_saved` AFTER INSERT ON `revisions` BEGIN
	UPDATE listed_months SET changed = max(coalesce(changed, 0), new.at) WHERE month IN (
		(SELECT strftime('%Y-%m', listed_at / 1000, 'unixepoch') FROM articles
			WHERE id = new.article_id AND listed_at <= new.at),
		(SELECT strftime('%Y-%m', content ->> 'publishedAt') FROM revisions
			WHERE article_id = new.article_id AND version = new.version - 1 AND public_at <= new.at));
END;
--> statement-breakpoint
CREATE TRIGGER `listed_month_corrected` AFTER INSERT ON `corrections` BEGIN
	UPDATE listed_months SET changed = max(coalesce(changed, 0), new.created_at)
		WHERE month = (SELECT strftime('%Y-%m', listed_at / 1000, 'unixepoch') FROM articles
			WHERE id = new.article_id AND listed_at <= new.created_at);
END;
