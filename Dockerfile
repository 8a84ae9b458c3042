FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OJPORTAL_VAR=/var/lib/ojportal
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
# With a key for this step only: else one would be made and kept in the image.
RUN SECRET_KEY=collectstatic python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --home /var/lib/ojportal ojportal \
    && mkdir -p /var/lib/ojportal && chown -R ojportal /var/lib/ojportal
USER ojportal
EXPOSE 8000
CMD ["gunicorn", "ojportal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
