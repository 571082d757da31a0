import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { logIn } from '../../api/actions';
import { ApiError } from '../../api/client';
import { queryClient } from '../../api/query_client';
import { needsLogin } from '../../state/app_state';
import { Button } from '../../ui/button';

export function Login() {
  const [token, setToken] = useState('');
  const enter = useMutation({
    mutationFn: () => logIn(token.trim()),
    onError: () => undefined,
    onSuccess: async () => {
      needsLogin.set(false);
      await queryClient.resetQueries();
    },
  });
  const error = enter.error;
  const isWrong = error instanceof ApiError && error.status === 401;
  return (
    <main className="login">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim()) enter.mutate();
        }}
      >
        <img src="/favicon.svg" width="44" height="44" alt="" />
        <h1>askdb</h1>
        <p className="muted">This server asks for its access token.</p>
        <label className="field">
          <span>Access token</span>
          <input
            type="password"
            autoComplete="current-password"
            value={token}
            aria-invalid={isWrong}
            aria-describedby="login-error"
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <p id="login-error" className="login-error" role="alert">
          {isWrong
            ? 'That is not the token. Whoever started askdb knows it.'
            : (error?.message ?? '')}
        </p>
        <Button look="primary" type="submit" disabled={enter.isPending || !token.trim()}>
          Enter
        </Button>
      </form>
    </main>
  );
}
