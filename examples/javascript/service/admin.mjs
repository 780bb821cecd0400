// Lets pass who sends "Authorization: Bearer <ADMIN_TOKEN>", and nobody else.
import { createHash, timingSafeEqual } from 'node:crypto';

export function requireAdmin(token) {
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    // Digests have one length, so the comparison takes one time whatever was sent.
    if (timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) {
      return next();
    }
    return response
      .status(401)
      .set('WWW-Authenticate', 'Bearer')
      .json({ error: 'This needs the administrator token.' });
  };
}

function digest(text) {
  return createHash('sha256').update(text).digest();
}
