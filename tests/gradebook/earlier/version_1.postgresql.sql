SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.gradebook_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the gradebook is append-only'; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.adjustments (
    id integer NOT NULL,
    student_id text NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    made_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.adjustments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.adjustments_id_seq OWNED BY public.adjustments.id;
CREATE TABLE public.assignments (
    id integer NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    version text NOT NULL,
    max_score double precision NOT NULL,
    due timestamp without time zone,
    late_percent_per_day double precision NOT NULL,
    tasks text NOT NULL,
    recorded_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.assignments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignments_id_seq OWNED BY public.assignments.id;
CREATE TABLE public.attempts (
    id integer NOT NULL,
    student_id text NOT NULL,
    slug text NOT NULL,
    fingerprint text NOT NULL,
    status text NOT NULL,
    score double precision,
    max_score double precision NOT NULL,
    note text NOT NULL,
    notebook_sha256 text NOT NULL,
    assignment_version text NOT NULL,
    grader_version text NOT NULL,
    seed bigint NOT NULL,
    device text NOT NULL,
    isolation text NOT NULL,
    submitted_at timestamp without time zone,
    graded_at timestamp without time zone NOT NULL,
    wall_seconds double precision NOT NULL,
    cpu_seconds double precision NOT NULL,
    peak_bytes bigint NOT NULL
);
CREATE SEQUENCE public.attempts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attempts_id_seq OWNED BY public.attempts.id;
CREATE TABLE public.checks (
    attempt_id integer NOT NULL,
    "position" integer NOT NULL,
    task text NOT NULL,
    "check" text NOT NULL,
    description text NOT NULL,
    visible boolean NOT NULL,
    outcome text NOT NULL,
    points double precision NOT NULL,
    max_points double precision NOT NULL,
    message text NOT NULL,
    misconception text,
    hint text,
    mismatches text NOT NULL,
    transcript text NOT NULL,
    seconds double precision NOT NULL
);
CREATE TABLE public.gradebook_about (
    schema_version integer NOT NULL,
    course_secret text NOT NULL
);
CREATE TABLE public.students (
    id integer NOT NULL,
    student_id text NOT NULL,
    last_name text NOT NULL,
    first_name text NOT NULL,
    email text NOT NULL,
    recorded_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.students_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.students_id_seq OWNED BY public.students.id;
ALTER TABLE ONLY public.adjustments ALTER COLUMN id SET DEFAULT nextval('public.adjustments_id_seq'::regclass);
ALTER TABLE ONLY public.assignments ALTER COLUMN id SET DEFAULT nextval('public.assignments_id_seq'::regclass);
ALTER TABLE ONLY public.attempts ALTER COLUMN id SET DEFAULT nextval('public.attempts_id_seq'::regclass);
ALTER TABLE ONLY public.students ALTER COLUMN id SET DEFAULT nextval('public.students_id_seq'::regclass);
INSERT INTO public.adjustments VALUES (1, 'ada', 'autograd', 'points', '0.5', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');
INSERT INTO public.adjustments VALUES (2, 'ada', 'autograd', 'extension', '2025-11-01T23:59:00+00:00', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');
INSERT INTO public.adjustments VALUES (3, 'ada', 'autograd', 'comment', 'well argued', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');
INSERT INTO public.assignments VALUES (1, 'autograd', 'Automatic differentiation', '1.0', 10, '2025-10-31 23:59:00', 10, '[["vjp", 4.0], ["jacobian", 6.0]]', '2026-11-28 00:30:21.323705');
INSERT INTO public.assignments VALUES (2, 'optim', 'Automatic differentiation', '1.0', 2.5, NULL, 0, '[["step", 2.5]]', '2026-11-28 00:30:21.338103');
INSERT INTO public.attempts VALUES (1, 'ada', 'autograd', 'f1', 'graded', 4, 10, '', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-11-02 00:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);
INSERT INTO public.attempts VALUES (2, 'ada', 'autograd', 'f2', 'graded', 8, 10, '', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-11-02 00:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);
INSERT INTO public.attempts VALUES (3, 'stranger', 'autograd', 'f1', 'needs_review', NULL, 10, 'its JSON breaks off', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-10-31 23:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);
INSERT INTO public.checks VALUES (1, 0, 'vjp', 'test_vjp_of_matmul', 'The VJP of a matrix product is right.', true, 'passed', 4, 4, '', NULL, NULL, '[]', '', 0.01);
INSERT INTO public.checks VALUES (1, 1, 'jacobian', 'test_jacobian', 'The VJP of a matrix product is right.', false, 'failed', 0, 6, 'it''s "wrong";
quite', 'transposed', 'Transpose it.', '[{"where": [0, 1], "got": Infinity}]', '', 0.01);
INSERT INTO public.checks VALUES (2, 0, 'vjp', 'test_vjp_of_matmul', 'The VJP of a matrix product is right.', true, 'passed', 4, 4, '', NULL, NULL, '[]', '', 0.01);
INSERT INTO public.gradebook_about VALUES (1, '74ca5de9678643eb696cc54f4ec6fddacb8a10177c5ab9c30c7835a06c68fabb');
INSERT INTO public.students VALUES (1, 'ada', 'Lovelace', 'Ada', 'ada@example.org', '2026-11-28 00:30:21.348499');
INSERT INTO public.students VALUES (2, 'missing', 'Null', 'NA', '', '2026-11-28 00:30:21.349764');
INSERT INTO public.students VALUES (3, 'stranger', '', '', '', '2026-11-28 00:30:21.381188');
SELECT pg_catalog.setval('public.adjustments_id_seq', 3, true);
SELECT pg_catalog.setval('public.assignments_id_seq', 2, true);
SELECT pg_catalog.setval('public.attempts_id_seq', 3, true);
SELECT pg_catalog.setval('public.students_id_seq', 3, true);
ALTER TABLE ONLY public.adjustments
    ADD CONSTRAINT adjustments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.checks
    ADD CONSTRAINT checks_pkey PRIMARY KEY (attempt_id, "position");
ALTER TABLE ONLY public.students
    ADD CONSTRAINT students_pkey PRIMARY KEY (id);
CREATE INDEX attempts_of_submission ON public.attempts USING btree (student_id, slug, id);
CREATE TRIGGER adjustments_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.adjustments FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
CREATE TRIGGER assignments_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.assignments FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
CREATE TRIGGER attempts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.attempts FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
CREATE TRIGGER checks_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checks FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
CREATE TRIGGER gradebook_about_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.gradebook_about FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
CREATE TRIGGER students_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.students FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();
ALTER TABLE ONLY public.checks
    ADD CONSTRAINT checks_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);
