-- Coordinators see who answers for which county, as they write to them.
ALTER POLICY seen ON account_counties USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'admin', 'system')));
