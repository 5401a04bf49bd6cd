-- @title.en   Court orders violated
-- @about.en   Cases of restraining and other court orders that were not obeyed.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'order-violation');
