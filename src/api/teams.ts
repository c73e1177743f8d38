import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { createTeam } from '../actions/teams/create-team.ts';
import { joinTeam } from '../actions/teams/join-team.ts';
import { leaveTeam } from '../actions/teams/leave-team.ts';
import { findTeam, type Team } from '../db/queries/teams.ts';
import { reaches } from '../domain/actor.ts';
import { teamInputSchema, teamJoinSchema, teamLeaveSchema } from '../domain/team.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, rfc3339, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const teamSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    /** Whoever is given it may join. */
    code: z.string(),
    createdAt: instantSchema,
    members: z.array(z.object({ applicationId: z.uuid(), onlyTogether: z.boolean() })),
  })
  .openapi('Team');

function view({ members, createdAt, ...team }: Team): z.infer<typeof teamSchema> {
  return {
    ...team,
    createdAt: rfc3339(createdAt),
    members: members.map(({ applicationId, onlyTogether }) => ({ applicationId, onlyTogether })),
  };
}

const about = { tag: 'applications', answer: teamSchema } as const;
const change = { ...about, method: 'post', permission: 'application.write' } as const;

export const teamsApi = router()
  .openapi(
    operation({ ...change, path: '/teams', summary: 'Begin a team with an own application', status: 201, body: teamInputSchema }),
    async (c) => {
      const team = valueOf(await createTeam(actionContext(c), c.req.valid('json')));
      return c.json(view(team), 201, { Location: `/api/v1/teams/${team.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/teams/{id}',
      summary: 'A team and who is in it',
      permission: 'application.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const team = await findTeam(c.var.db, c.req.valid('param').id);
      // Its members see it, and whoever sees every application.
      if (!team?.members.some((member) => reaches(c.var.actor, 'application.read', member))) throw new Problem(notFound('team'));
      return c.json(view(team), 200);
    },
  )
  .openapi(
    operation({ ...change, path: '/teams/{id}/join', summary: 'Join with its code', status: 200, params: idParam, body: teamJoinSchema }),
    async (c) => c.json(view(valueOf(await joinTeam(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({ ...change, path: '/teams/{id}/leave', summary: 'Leave it', status: 200, params: idParam, body: teamLeaveSchema }),
    async (c) => {
      const { applicationId } = c.req.valid('json');
      return c.json(view(valueOf(await leaveTeam(actionContext(c), c.req.valid('param').id, applicationId))), 200);
    },
  );
